using SkyButler.CommandLine.Output;
using SkyButler.Migrations;

namespace SkyButler.CommandLine.ButlerCommands.Migrations;

/// <summary>Versions and plans as rows, for programs.</summary>
internal static class MigrationListing
{
    /// <summary>What the columns are.</summary>
    public static IReadOnlyList<TableColumn> Columns { get; } =
        [new("kind", Alignment.Left), new("what", Alignment.Left), new("from", Alignment.Left), new("to", Alignment.Left), new("text", Alignment.Left)];

    /// <summary>Rows of kind <c>version</c> (those that are there stand under <c>from</c>) and <c>step</c>.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Of(RepositoryVersions versions) =>
    [
        .. versions.Managers.Select(m => Row("version", m.Key, m.Version, null, m.Name)),
        Row("version", "universe", versions.Universe, null, versions.Namespace),
        .. versions.Steps.Select(Of),
    ];

    /// <summary>Rows of kind <c>step</c>, <c>table</c> (with numbers of rows), <c>attribute</c>, <c>universe</c>, <c>warning</c> and <c>problem</c>.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Of(MigrationPlan plan) =>
    [
        .. plan.Steps.Select(Of),
        .. plan.Tables.Select(t => Row("table", t.Table, t.RowsBefore, t.RowsAfter, string.Join("; ", t.Columns.Prepend(t.Kind.ToString().ToLowerInvariant())))),
        .. plan.Attributes.Select(a => Row("attribute", a.Name, a.Before, a.After, null)),
        .. plan.Universe.Select(line => Row("universe", null, null, null, line)),
        .. plan.Warnings.Select(w => Row("warning", null, null, null, w)),
        .. plan.Problems.Select(p => Row("problem", null, null, null, p)),
    ];

    private static object?[] Of(MigrationStep step) => Row("step", step.What, step.From, step.To, step.Summary);

    private static object?[] Row(string kind, string? what, object? from, object? to, string? text) => [kind, what, from, to, text];
}
