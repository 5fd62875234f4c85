"""Where the figures of the rules come from: the keys that their docstrings cite, with address."""

SOURCES = {
    "S9": (
        "Inventory of Santa Maria d’Oló, Regió7 2022",
        "https://www.regio7.cat/moianes/2022/02/08/diputacio-fa-inventari-cementiri-municipal-62426747.html",
    ),
    "S13": (
        "Inventories of Òdena",
        "https://www.odena.cat/actualitat/noticies/la-diputacio-elabora-linventari-dels-cementiris-dodena.html",
    ),
    "S20": (
        "Inventory of Molló",
        "https://www.mollo.cat/post/millores-al-cementiri-nou-inventari-gesti%C3%B3-informatitzada-reparar-teulats-i-parets-i-pintar-murs",
    ),
    "S22": ("Manresa: concessions of niches", "https://www.manresa.cat/web/oficinavirtual/fitxa/77"),
    "S31": ("Cemetery works: kinds of burial units", "https://ocsacon.es/proyectos/cementerios"),
    "S32": (
        "Decreto 2263/1974, Reglamento de Policía Sanitaria Mortuoria",
        "https://boe.es/buscar/act.php?id=BOE-A-1974-1358",
    ),
    "S33": (
        "How many rest in a niche",
        "https://parc-roquesblanques.com/ca/blog/capacitat-dels-ninxols-funeraris-quantes-persones-shi-poden-inhumar",
    ),
    "S37": (
        "Celrà: regulation of the cemetery",
        "https://www.celra.cat/wp/ajuntament/serveis/cementiri-i-serveis-funeraris/",
    ),
    "S40": ("Sant Feliu de Llobregat: regulation", "https://santfeliu.net/go.faces?xmid=38280&caseid=sf:167298"),
    "S41": (
        "Llei 33/2003 (LPAP), art. 93.3, as told by Derecho Local",
        "https://derecholocal.es/consulta/duracion-de-la-concesion-de-sepulturas-en-el-cementerio-municipal",
    ),
    "S42": ("Duesaigües: regulation of 2022", "http://duesaigues.cat/noticies/reglament-del-cementiri-municipal"),
    "S43": (
        "Barcelona: rental of graves",
        "https://w30.bcn.cat/APPS/portaltramits/portal/channel/default.html?stpid=20150001189&style=ciudadano&language=ca",
    ),
    "S44": ("Cementiris de Barcelona: procedures", "https://www.cbsa.cat/tramits/"),
    "S45": (
        "Tribunal Supremo 2-6-1997 on perpetual rights",
        "https://gonzaleztorresabogados.blogspot.com/2022/09/la-vigencia-de-las-concesiones.html",
    ),
    "S49": ("Manresa: extension of 5-year rights", "https://www.manresa.cat/web/oficinavirtual/fitxa/80"),
    "S50": (
        "Badalona: extension of funeral rights",
        "https://seu.badalona.cat/sta/CarpetaPublic/doEvent?APP_CODE=STA&PAGE_CODE=PTS_CATSERV&DETALLE=6269000171155571599500&v=2",
    ),
    "S56": ("Cunit: charter of funeral services", "https://www.cunit.cat/carta-de-servei/serveis-funeraris/"),
    "S81": (
        "Generalitat: burial or cremation",
        "http://web.gencat.cat/ca/tramits/que-cal-fer-si/mor-un-familiar/enterrament-o-incineracio/",
    ),
    "S84": (
        "Girona: re-burial",
        "https://papelea.com/es/ayuntamiento-de-gerona/sollicitud-de-reinhumacio-per-trasllat-de-cadaver-restes-cadaveriques-o-cendres-a-una-sepultura-dels-cementiris-municipals-procedent-dun-altre-cementiri-no-municipal-o-altre-lloc",
    ),
    "S86": (
        "Girona: burial application",
        "https://papelea.com/es/ayuntamiento-de-gerona/sollicitud-dinhumacio-de-cadaver-o-cendres-en-una-sepultura-dels-cementiris-municipals",
    ),
    "S88": ("Castelldefels: exhumations", "https://castelldefels.org/ca/serveis_sanitat.asp?traid=921"),
    "S89": (
        "Muntanyola: transfer of remains",
        "https://www.muntanyola.cat/ajuntament-seu-electronica/serveis-i-tramits/tramits-i-gestions/serveis-funeraris-104/trasllat-de-despulles-dins-o-fora-del-municipi.html",
    ),
    "S90": ("Ley 20/2011 del Registro Civil", "https://boe.es/buscar/act.php?id=BOE-A-2011-12628"),
}
