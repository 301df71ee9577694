using System.Text;
using SkyButler.Dimensions;

namespace SkyButler.Registry.Databases.Results;

/// <summary>One column of a batch of rows: numbers, identifiers and texts without boxes.</summary>
internal sealed class RowColumn(ColumnType type, int capacity)
{
    private readonly long[]? numbers = type is ColumnType.Int or ColumnType.Bool or ColumnType.DateTime or ColumnType.Timespan ? new long[capacity] : null;
    private readonly long[]? ends = type == ColumnType.Timespan ? new long[capacity] : null;
    private readonly double[]? reals = type == ColumnType.Float ? new double[capacity] : null;
    private readonly Guid[]? ids = type == ColumnType.Uuid ? new Guid[capacity] : null;
    private readonly string[]? texts = type is ColumnType.String or ColumnType.Hash or ColumnType.Region ? new string[capacity] : null;
    private bool[]? nulls;

    public ColumnType Type => type;

    public long[] Numbers => numbers ?? throw Wrong("integers");

    public long[] Ends => ends ?? throw Wrong("timespans");

    public double[] Reals => reals ?? throw Wrong("reals");

    public Guid[] Ids => ids ?? throw Wrong("identifiers");

    public string[] Texts => texts ?? throw Wrong("text");

    public bool IsNull(int row) => nulls is not null && nulls[row];

    public void SetNull(int row) => (nulls ??= new bool[capacity])[row] = true;

    /// <summary>Keeps a text; one that equals the previous row's, as names in sorted results mostly do, is not made anew.</summary>
    public void SetText(int row, ReadOnlySpan<byte> utf8, RowColumn? previous, int previousRow)
    {
        var before = row > 0 ? Texts[row - 1] : previous?.Texts[previousRow];
        Texts[row] = before is not null && Same(before, utf8) ? before : Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Keeps a text; one that equals the previous row's is that one.</summary>
    public void SetText(int row, string text) => Texts[row] = row > 0 && Texts[row - 1] == text ? Texts[row - 1] : text;

    private static bool Same(string text, ReadOnlySpan<byte> utf8)
    {
        if (text.Length != utf8.Length)
            return false;
        for (var i = 0; i < utf8.Length; i++)
            if (text[i] != utf8[i] || utf8[i] >= 0x80)
                return false;
        return true;
    }

    private InvalidOperationException Wrong(string asked) => new($"A column of type {type} does not hold {asked}.");
}
