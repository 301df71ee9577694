using SkyButler.CommandLine.Output;
using SkyButler.Verification;

namespace SkyButler.CommandLine.ButlerCommands.Maintenance;

/// <summary>Lists damages with what would mend them.</summary>
internal static class DamageListing
{
    private static readonly IReadOnlyList<TableColumn> Columns =
        [new("damage", Alignment.Left), new("subject", Alignment.Left), new("dataset", Alignment.Left), new("detail", Alignment.Left), new("repair", Alignment.Left)];

    /// <summary>Writes the list; a table of nothing is left out.</summary>
    public static async Task WriteAsync(DamageReport report, string format, TextWriter output, CancellationToken cancellationToken)
    {
        if (report.Count == 0 && format == OutputFormat.Table)
            return;
        var writer = OutputFormat.Open(format, output);
        await writer.BeginAsync(Columns, cancellationToken);
        await foreach (var damage in report.ReadAsync(cancellationToken))
            await writer.AddAsync([Words.OfName(damage.Kind.ToString()), damage.Subject, damage.DatasetId is { } id ? (object)id : format == OutputFormat.Table ? "" : null, damage.Detail, Words.OfName(damage.Repair.ToString())], cancellationToken);
        await writer.EndAsync(cancellationToken);
    }
}
