"""Keeping the queue itself, of no town: work whose worker was killed is begun again by another."""

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

UPKEEP = "upkeep"
MOST_ATTEMPTS = 3
"""Work that has brought so many workers down is given up."""


@app.periodic(cron="* * * * *")
@app.task(queue=UPKEEP, queueing_lock=UPKEEP, priority=1, pass_context=True)
async def resume_stalled_work(context: JobContext, timestamp: int) -> None:
    """Queue again, every minute, what was running in a worker that no longer gives signs of life."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await _resume(manager, job)
    await manager.delete_old_jobs(nb_hours=1, queue=UPKEEP)


async def _resume(manager: JobManager, job: Job) -> None:
    """The same work may have been asked for again meanwhile: then that one does it."""
    if job.attempts >= MOST_ATTEMPTS:
        await manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    try:
        await manager.retry_job(job)
    except UniqueViolation:
        await manager.finish_job(job, Status.ABORTED, delete_job=False)
