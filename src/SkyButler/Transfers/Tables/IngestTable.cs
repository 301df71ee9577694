using System.Globalization;

namespace SkyButler.Transfers.Tables;

/// <summary>A table of texts with named columns, as users write it for ingestion.</summary>
/// <param name="Source">Where it was read, for messages.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">The rows.</param>
public sealed record IngestTable(string Source, IReadOnlyList<string> Columns, IReadOnlyList<IngestTableRow> Rows)
{
    /// <summary>Where a row stands, for messages.</summary>
    internal string Where(IngestTableRow row) => string.Create(CultureInfo.InvariantCulture, $"{Source}:{row.Line}");
}
