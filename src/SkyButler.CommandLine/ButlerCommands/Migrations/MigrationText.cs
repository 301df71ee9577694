using System.Globalization;
using System.Text;
using SkyButler.Migrations;

namespace SkyButler.CommandLine.ButlerCommands.Migrations;

/// <summary>Writes versions and plans for reading.</summary>
internal static class MigrationText
{
    private const int LongestValue = 60;

    /// <summary>What <c>list</c> prints.</summary>
    public static string Versions(RepositoryVersions versions)
    {
        var text = new StringBuilder();
        var names = versions.Managers.Select(m => m.Key).Append("universe").ToList();
        var width = names.Max(n => n.Length);
        foreach (var manager in versions.Managers)
            text.Append(CultureInfo.InvariantCulture, $"{manager.Key.PadRight(width)}  {manager.Version ?? "?",-6}  {manager.Name}\n");
        var custom = versions.IsStandard ? "" : ", edited by its owner or not one that is known here";
        text.Append(CultureInfo.InvariantCulture, $"{"universe".PadRight(width)}  {versions.Universe,-6}  {versions.Namespace}{custom}\n\n");
        if (versions.Steps.Count == 0)
            return text.Append("No steps can be taken: everything is up to date.\n").ToString();
        text.Append("Steps that can be taken:\n");
        Append(text, versions.Steps);
        return text.ToString();
    }

    /// <summary>What <c>explain</c> prints.</summary>
    public static string Plan(MigrationPlan plan)
    {
        if (plan.IsEmpty)
            return "The repository is up to date; nothing would be changed.\n" + Sentences("Warnings", plan.Warnings);
        var text = new StringBuilder();
        text.Append("Steps:\n");
        Append(text, plan.Steps);
        text.Append(Tables(plan.Tables));
        if (plan.Attributes.Count > 0)
            text.Append("\nAttributes:\n");
        foreach (var change in plan.Attributes)
            text.Append(CultureInfo.InvariantCulture, $"  {(change.After is null ? '-' : '~')} {change.Name}: {Short(change.Before)}{(change.After is null ? "" : $" -> {change.After}")}\n");
        if (plan.Universe.Count > 0)
            text.Append("\nUniverse (config:dimensions.json):\n");
        foreach (var line in plan.Universe)
            text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        return text.Append(Sentences("Warnings", plan.Warnings)).Append(Sentences("It can't be done", plan.Problems)).ToString();
    }

    private static string Tables(IReadOnlyList<TableChange> tables)
    {
        var text = new StringBuilder("\nTables:\n");
        foreach (var change in tables.Where(t => t.Kind != TableChangeKind.Restated))
        {
            var sign = change.Kind switch
            {
                TableChangeKind.New => '+',
                TableChangeKind.Dropped => '-',
                _ => '~',
            };
            var rows = change.RowsBefore == change.RowsAfter
                ? string.Create(CultureInfo.InvariantCulture, $"{change.RowsAfter} rows")
                : string.Create(CultureInfo.InvariantCulture, $"{change.RowsBefore} -> {change.RowsAfter} rows");
            text.Append(CultureInfo.InvariantCulture, $"  {sign} {change.Table} ({rows})\n");
            foreach (var column in change.Columns)
                text.Append(CultureInfo.InvariantCulture, $"      {column}\n");
        }

        var restated = tables.Where(t => t.Kind == TableChangeKind.Restated).ToList();
        if (restated.Count > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  = {restated.Count} more keep their columns and {restated.Sum(t => t.RowsAfter)} rows, and are defined as in new repositories\n");
        return tables.Count == 0 ? "" : text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<MigrationStep> steps)
    {
        foreach (var step in steps)
            text.Append(CultureInfo.InvariantCulture, $"  {step.What} {step.From} -> {step.To}: {step.Summary}\n");
    }

    private static string Sentences(string title, IReadOnlyList<string> sentences) =>
        sentences.Count == 0 ? "" : $"\n{title}:\n{string.Concat(sentences.Select(s => $"  {s}\n"))}";

    private static string Short(string? value) => value is { Length: > LongestValue } ? value[..LongestValue] + "…" : value ?? "";
}
