using System.Text;

namespace SkyButler.Architecture.Rooms;

/// <summary>Draws the rooms and the arrows between them as a page with a Mermaid diagram.</summary>
internal static class Picture
{
    public static string Draw(IReadOnlyList<(Type From, Type To)> uses)
    {
        var arrows = uses.Select(u => (From: House.RoomOf(u.From)!, To: House.RoomOf(u.To)!)).Distinct().ToHashSet();
        var present = House.Rooms.Where(r => arrows.Any(a => a.From == r || a.To == r)).ToList();
        var page = new StringBuilder();
        page.Append("""
            # The house

            Rooms from top to bottom; an arrow says that a room uses another. Arrows only point down. This page is drawn from the
            compiled assemblies by the architecture test, which fails while it is out of date (run it with `SKYBUTLER_APPROVE=1` to redraw).
            Arrows that follow from two others are left out. `(facade)` is `Butler` itself, `(ground)` what every room stands on.

            ```mermaid
            flowchart TD

            """);
        foreach (var room in present)
            page.Append($"  {Id(room)}[\"{room}\"]\n");
        foreach (var from in present)
            foreach (var to in present.Where(t => arrows.Contains((from, t)) && !Follows(arrows, from, t)))
                page.Append($"  {Id(from)} --> {Id(to)}\n");
        page.Append("```\n\n## Who uses whom\n\n| room | uses |\n|---|---|\n");
        foreach (var from in present)
            page.Append($"| {from} | {string.Join(", ", present.Where(t => arrows.Contains((from, t))))} |\n");
        page.Append("\n## Arrows that are forbidden although they point down\n\n");
        foreach (var (from, to, because) in House.Forbidden)
            page.Append($"* {from} → {to}: {because}.\n");
        return page.ToString();
    }

    private static bool Follows(HashSet<(string From, string To)> arrows, string from, string to) =>
        House.Rooms.Any(between => between != from && between != to && arrows.Contains((from, between)) && Reaches(arrows, between, to));

    private static bool Reaches(HashSet<(string From, string To)> arrows, string from, string to) =>
        arrows.Contains((from, to)) || House.Rooms.Any(next => arrows.Contains((from, next)) && House.Rooms.IndexOf(next) > House.Rooms.IndexOf(from) && Reaches(arrows, next, to));

    private static int IndexOf(this IReadOnlyList<string> rooms, string room)
    {
        for (var i = 0; i < rooms.Count; i++)
            if (rooms[i] == room)
                return i;
        return -1;
    }

    private static string Id(string room) => room.Replace("SkyButler.", "", StringComparison.Ordinal).Trim('(', ')').Replace('.', '_');
}
