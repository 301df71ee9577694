namespace SkyButler.Pipelines.Provenance.Pages;

/// <summary>How a page looks: light or dark as its reader's system is, without anything from elsewhere.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root{--ground:#f6f7f9;--card:#fff;--ink:#1b2430;--soft:#5d6b7c;--line:#e1e6ec;--ok:#2a9d74;--bad:#d1495b;--wait:#c9a227;--other:#7a6fb0;--accent:#2f6f9f;--code:#f0f3f6}
        @media(prefers-color-scheme:dark){:root{--ground:#11161d;--card:#1a212b;--ink:#e4eaf1;--soft:#96a4b5;--line:#2c3643;--ok:#4cc598;--bad:#f0788a;--wait:#e3c35a;--other:#a59be0;--accent:#6fb1e3;--code:#121922}}
        *{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif}
        main{max-width:1240px;margin:0 auto;padding:28px 24px 60px}h1{font-size:25px;line-height:1.25;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:18px;margin:0 0 14px}
        .sub{color:var(--soft);margin:0 0 20px;overflow-wrap:anywhere}.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px 22px;margin:0 0 20px}
        .pill{display:inline-block;border-radius:99px;padding:2px 12px;font-size:13px;font-weight:600;color:#fff;background:var(--ok);vertical-align:4px;margin-right:8px}.pill.bad{background:var(--bad)}.pill.wait{background:var(--wait)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:12px;margin:0 0 16px}.tile{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 16px}
        .tile b{display:block;font-size:22px;line-height:1.3;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:13px}.tile.bad b{color:var(--bad)}.tile.ok b{color:var(--ok)}.tile.wait b{color:var(--wait)}
        .bar{display:flex;height:10px;border-radius:5px;overflow:hidden;background:var(--line)}.bar i{display:block;height:100%}.okb{background:var(--ok)}.badb{background:var(--bad)}.waitb{background:var(--wait)}.otherb{background:var(--other)}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th{font-weight:600;color:var(--soft);font-size:13px;text-align:right;padding:4px 10px;border-bottom:1px solid var(--line)}
        td{padding:7px 10px;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}tr:last-child td{border-bottom:0}th:first-child,td:first-child{text-align:left;padding-left:0;white-space:normal;overflow-wrap:anywhere}.wide{overflow-x:auto}
        td .bar{width:120px;display:inline-flex;vertical-align:middle}svg{display:block;width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,"DejaVu Sans",sans-serif}svg .soft{fill:var(--soft)}svg .grid{stroke:var(--line)}
        details{border-top:1px solid var(--line);padding:10px 0}details:first-of-type{border-top:0}summary{cursor:pointer;overflow-wrap:anywhere}summary b{color:var(--bad)}code,pre{font:13px/1.5 ui-monospace,"DejaVu Sans Mono",monospace}
        pre{background:var(--code);border-radius:8px;padding:12px 14px;overflow-x:auto;margin:10px 0 0;white-space:pre-wrap;overflow-wrap:anywhere}pre .e{color:var(--bad)}pre .w{color:var(--wait)}pre .t{color:var(--soft)}
        .ids{color:var(--soft);font-size:13px;margin:8px 0 0;overflow-wrap:anywhere}.legend{color:var(--soft);font-size:13px;margin:10px 0 0}.legend i{display:inline-block;width:10px;height:10px;border-radius:3px;margin:0 5px 0 14px}.legend i:first-child{margin-left:0}
        footer{color:var(--soft);font-size:13px}
        """;
}
