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
    "S23": (
        "Cunit: tax ordinance 3-12, cemetery",
        "https://www.cunit.cat/normatives/3-12-taxa-per-prestacio-del-servei-del-cementiri-municipal/",
    ),
    "S24": (
        "Roses: concession of a niche or columbarium",
        "http://www.roses.cat/tramits/concessia-dun-nanxol-o-columbari",
    ),
    "S27": ("Cementiris de Barcelona: retrocession", "https://cementiris.ajuntament.barcelona.cat/ca/node/1429"),
    "S31": ("Cemetery works: kinds of burial units", "https://ocsacon.es/proyectos/cementerios"),
    "S32": (
        "Decreto 2263/1974, Reglamento de Policía Sanitaria Mortuoria",
        "https://boe.es/buscar/act.php?id=BOE-A-1974-1358",
    ),
    "S33": (
        "How many rest in a niche",
        "https://parc-roquesblanques.com/ca/blog/capacitat-dels-ninxols-funeraris-quantes-persones-shi-poden-inhumar",
    ),
    "S34": (
        "Garriguella tears down 60 niches, Empordà 2020",
        "https://www.emporda.info/comarca/2020/10/14/garriguella-endarroca-60-ninxols-del/477485.html",
    ),
    "S35": (
        "Rossell: cemetery rate",
        "http://www.rossell.es/web/admin-municipal/tramits/84-impostos-i-taxes-municipals/1425-taxa-pel-servei-de-cementeri",
    ),
    "S37": (
        "Celrà: regulation of the cemetery",
        "https://www.celra.cat/wp/ajuntament/serveis/cementiri-i-serveis-funeraris/",
    ),
    "S38": ("Premià de Dalt: cemetery", "https://www.premiadedalt.cat/per-temes/cementiri-2"),
    "S39": (
        "Sant Quirze del Vallès: transfer by gift",
        "https://www.santquirzevalles.cat/tramits-i-gestions/tramits/transmissio-df-per-donacio",
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
    "S48": ("Manresa: duplicate of the title", "https://www.manresa.cat/web/oficinavirtual/fitxa/97"),
    "S49": ("Manresa: extension of 5-year rights", "https://www.manresa.cat/web/oficinavirtual/fitxa/80"),
    "S50": (
        "Badalona: extension of funeral rights",
        "https://seu.badalona.cat/sta/CarpetaPublic/doEvent?APP_CODE=STA&PAGE_CODE=PTS_CATSERV&DETALLE=6269000171155571599500&v=2",
    ),
    "S51": ("Terrassa: cemetery services", "https://funerariaterrassa.cat/serveis-cementiri"),
    "S52": ("Rajadell: cemetery service", "https://www.rajadell.cat/continguts/servei-de-cementiri.html"),
    "S54": ("Castelldefels: changes of holder", "https://elcastell.org/ca/serveis_sanitat.asp?traid=225"),
    "S55": (
        "La Seu d’Urgell: nine niches whose right ends, Segre 2024",
        "https://www.segre.com/es/comarcas/240823/aviso-para-vaciar-9-nichos-de-la-seu-al-expirar-la-concesion_541283.html",
    ),
    "S56": ("Cunit: charter of funeral services", "https://www.cunit.cat/carta-de-servei/serveis-funeraris/"),
    "S60": ("Roses: change of holder", "https://www.roses.cat/tramits/canvi-de-titularitat-dun-nanxol-o-columbari-a"),
    "S61": (
        "L’Hospitalet: change of holder",
        "https://seuelectronica.l-h.cat/tramits/detallTramit.aspx?1NIY9vJcW5aVl2wlF0MgLIvq6H1Jv6i2GdkrTqxCxLzoqazB",
    ),
    "S62": (
        "Mollet del Vallès: change of holder of a niche",
        "https://seuelectronica.molletvalles.cat/eseu/web/guest/tramits/-/asset_publisher/dIm4/content/canvi-de-titularitat-de-ninxol-del-cementiri-municipal",
    ),
    "S64": (
        "Olèrdola: transfers of funeral rights",
        "http://www.olerdola.cat/serveis-municipals/el-cementiri-municipal/serveis-municipals-en-relacio-al-cementiri/transmissions-dels-drets-funeraris",
    ),
    "S65": (
        "Igualada: transfer by death",
        "https://tramits.igualada.cat/Ciutadania/DetallTramit.aspx?IdPerfil=2&IdTramit=167&IdPerfil=2",
    ),
    "S66": ("Reus: procedures on titles", "https://www.sfreus.cat/tramitacions-dels-t%C3%ADtols-del-cementiri"),
    "S67": (
        "Sant Quirze del Vallès: transfer by death",
        "https://www.santquirzevalles.cat/tramits-i-gestions/tramits/transmissio-df-per-defuncio",
    ),
    "S68": (
        "Sant Boi de Llobregat: transfers",
        "https://seuelectronica.santboi.cat/llibres.nsf/WebTemesperID/644BE4B3674A37CE412569B30038D9E9?OpenDocument&Clau=tramits&Idioma=ca&ViaRecepcio=WEB&Seu=S",
    ),
    "S69": ("Campredó: transfers", "https://campredo.cat/ca/node/595"),
    "S70": (
        "Cementiris de Barcelona: provisional transfer without title",
        "https://cementiris.ajuntament.barcelona.cat/ca/tramit/traspas-provisional-sense-titol",
    ),
    "S71": (
        "Girona: application for a transfer",
        "https://papelea.com/es/ayuntamiento-de-gerona/sollicitud-de-traspas-de-titularitat-del-dret-funerari-duna-sepultura-dels-cementiris-municipals",
    ),
    "S72": (
        "Caldes de Montbui: renunciation",
        "https://seu.caldesdemontbui.cat/siac/ProcedimientoTabs.aspx?tab=1&idProc=99&idnct=1069&x=LDADs49grOT/1IQAjfUh9Q",
    ),
    "S73": ("Manresa: retrocession", "https://www.manresa.cat/web/oficinavirtual/fitxa/90"),
    "S74": (
        "Síndica de Greuges de Barcelona: retrocessions, 2024",
        "https://bcnroc.ajuntament.barcelona.cat/jspui/bitstream/11703/138880/3/202412_Drets%20Funeraris%20Cementiris%20Retrocessio%20Sepultures.pdf.txt",
    ),
    "S75": ("Roses: buyback of a niche", "https://www.roses.cat/tramits/rescat-dun-nanxol"),
    "S76": (
        "Sindicatura de Greuges de Barcelona: the lapse of a funeral right",
        "https://www.sindicaturabarcelona.cat/ca/la-caducitat-dun-dret-funerari-quan-es-produeix-i-que-suposa/",
    ),
    "S77": (
        "Castro Urdiales: list of lapsed niches",
        "https://www.muchocastro.com/noticias/sociedad/item/87815-el-ayuntamiento-publica-un-listado-de-119-nichos-y-urnas-cuya-concesion-ha-caducado",
    ),
    "S78": (
        "Lapse of funeral rights in Barcelona, betevé",
        "https://beteve.cat/societat/proposada-nova-via-per-solucionar-conflictes-en-la-caducitat-dels-drets-funeraris/",
    ),
    "S81": (
        "Generalitat: burial or cremation",
        "http://web.gencat.cat/ca/tramits/que-cal-fer-si/mor-un-familiar/enterrament-o-incineracio/",
    ),
    "S82": ("Castelldefels: burials", "https://www.castelldefels.org/ca/serveis.asp?traid=233"),
    "S83": ("The 24 hours waived in 2020", "https://www.mespermenorca.cat/ca/noticias/1198/"),
    "S84": (
        "Girona: re-burial",
        "https://papelea.com/es/ayuntamiento-de-gerona/sollicitud-de-reinhumacio-per-trasllat-de-cadaver-restes-cadaveriques-o-cendres-a-una-sepultura-dels-cementiris-municipals-procedent-dun-altre-cementiri-no-municipal-o-altre-lloc",
    ),
    "S85": (
        "Generalitat: authorisation of transfer",
        "http://web.gencat.cat/ca/tramits/que-cal-fer-si/mor-un-familiar/autoritzacio-de-trasllat/",
    ),
    "S86": (
        "Girona: burial application",
        "https://papelea.com/es/ayuntamiento-de-gerona/sollicitud-dinhumacio-de-cadaver-o-cendres-en-una-sepultura-dels-cementiris-municipals",
    ),
    "S87": ("Basic sanitary rules", "https://altima-sfi.com/es/normativa-sanitaria-basica"),
    "S88": ("Castelldefels: exhumations", "https://castelldefels.org/ca/serveis_sanitat.asp?traid=921"),
    "S89": (
        "Muntanyola: transfer of remains",
        "https://www.muntanyola.cat/ajuntament-seu-electronica/serveis-i-tramits/tramits-i-gestions/serveis-funeraris-104/trasllat-de-despulles-dins-o-fora-del-municipi.html",
    ),
    "S90": ("Ley 20/2011 del Registro Civil", "https://boe.es/buscar/act.php?id=BOE-A-2011-12628"),
    "S91": (
        "Roses: burial in a niche that has a holder",
        "https://www.roses.cat/tramits/autoritzacia-de-sepultura-quan-el-nanxol-ja-as-dun",
    ),
    "S92": (
        "Castelldefels: charity burials",
        "https://seu.castelldefels.org/sta/CarpetaPublic/doEvent?APP_CODE=STA&PAGE_CODE=CATALOGO&DETALLE=6269000942626244907192",
    ),
    "S93": (
        "Vinaixa: tax ordinance of the cemetery",
        "https://www.vinaixa.cat/ajuntament/ordenances-i-reglaments/ordenances-fiscals-taxes/ordenanca-fiscal-reguladora-de-la-taxa-del-cementiri-local",
    ),
    "S95": (
        "Sant Quirze del Vallès: calendar of the conservation rate",
        "https://www.santquirzevalles.cat/ajuntament/gestio-economica/informacio-de-caracter-tributari/calendari-fiscal/taxa-de-conservacio-de-cementiri",
    ),
    "S96": ("Castelldefels: rates of 2015", "https://www.castelldefels.org/es/doc_generica.asp?dogid=54&ver=2015"),
    "S97": (
        "Roses: fee of a change of holder",
        "http://www.roses.cat/tramits/canvi-de-titularitat-dun-nanxol-o-columbari-el-2",
    ),
    "S98": (
        "La Seu d’Urgell: tax ordinance",
        "https://www.yumpu.com/es/document/view/14553937/ordenanca-ajuntament-de-la-seu-durgell/57",
    ),
    "S104": (
        "Barcelona: guarantees before emptying a grave",
        "http://www.metropoliabierta.com/servicios-ciudadanos/servicios-basicos/colau-pone-freno-desahucios-cementiris-barcelona_2719_102.html",
    ),
    "S105": (
        "Barcelona: more guarantees before a niche is emptied, 2017",
        "https://elfunerariodigital.com/2017/08/30/cementiris-de-barcelona-acepta-aumentar-las-garantias-antes-de-iniciar-un-desahucio-de-nichos",
    ),
    "S106": (
        "Barcelona: an irregular exhumation, 2025",
        "https://www.catalunyapress.es/articulo/sociedad/2025-05-27/5306526-visitar-tumba-padre-barcelona-encuentra-vacia-exhumacion-irregular",
    ),
    "S107": (
        "Badajoz looks for the owners of 239 niches",
        "https://www.elperiodicoextremadura.com/noticias/badajoz/ayuntamiento-badajoz-busca-duenos-239-nichos-ruina-cementerio-viejo_521015.html",
    ),
    "S109": (
        "Alcúdia: temporary rights extinguished",
        "https://intranet.caib.es/eboibfront/es/2024/11883/683441/extincion-de-los-derechos-funerarios-temporales-de",
    ),
    "S110": ("Wallonia: extension of a plot", "https://wallonie.be/en/demarches/extending-cemetery-plot"),
    "S111": (
        "Ley 39/2015, del Procedimiento Administrativo Común",
        "https://boe.es/buscar/act.php?id=BOE-A-2015-10565",
    ),
    "S112": (
        "Consorci AOC: rejected electronic notices and the BOE",
        "https://suport-50ombres.aoc.cat/hc/en-gb/articles/4414391873169",
    ),
    "S119": ("A grave, its holder and a grandson who asks", "https://codigo-civil.es/?p=128795"),
    "S120": (
        "Names in official gazettes",
        "https://delajusticia.com/2018/12/07/boletines-oficiales-discretos-todos-seremos-el-agente-007/?replytocom=59998",
    ),
    "S128": (
        "Reial decret 311/2022, Esquema Nacional de Seguridad",
        "https://boe.es/buscar/act.php?id=BOE-A-2022-7191",
    ),
}
