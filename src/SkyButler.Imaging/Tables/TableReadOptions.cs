namespace SkyButler.Imaging.Tables;

/// <summary>What of a table is read.</summary>
public sealed record TableReadOptions
{
    /// <summary>Everything.</summary>
    public static TableReadOptions All { get; } = new();

    /// <summary>Names of the columns, or patterns of them (<c>*</c>, <c>?</c>, <c>[a-z]</c>); null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The first row.</summary>
    public long FirstRow { get; init; }

    /// <summary>Most rows; null for all that follow.</summary>
    public long? RowCount { get; init; }

    /// <summary>Name or number of the table where a file holds several: EXTNAME or position of a FITS HDU, ID, name or position of a VOTable's; null for the first.</summary>
    public string? Which { get; init; }

    /// <summary>Most bytes that a table may take in memory.</summary>
    public long MaxBytes { get; init; } = 4L << 30;
}
