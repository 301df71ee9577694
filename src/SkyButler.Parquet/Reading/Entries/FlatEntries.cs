namespace SkyButler.Parquet.Reading.Entries;

/// <summary>Entries of a column outside of lists: each is a row.</summary>
internal sealed class FlatEntries(LeafOutput output, PageLoader pages) : EntryReader
{
    private const int Piece = 1024;
    private readonly byte highest = (byte)output.Node.Leaf!.MaximumDefinition;
    private int left;

    public override bool HasEntries => left > 0;

    public override bool IsInRow => false;

    public override void Start(int count) => left = count;

    public override void Forget() => left = 0;

    public override int Take(int rows)
    {
        rows = Math.Min(rows, left);
        left -= rows;
        if (pages.Definitions is null)
        {
            output.Values.Append(rows);
            output.Definitions.AppendRun(highest, rows);
            return rows;
        }

        for (var wanted = rows; wanted > 0;)
            wanted -= TakeSome(wanted);
        return rows;
    }

    public override int Skip(int rows)
    {
        rows = Math.Min(rows, left);
        left -= rows;
        if (pages.Definitions is not { } definitions)
        {
            output.Values.Skip(rows);
            return rows;
        }

        Span<byte> levels = stackalloc byte[Piece];
        for (var wanted = rows; wanted > 0; wanted -= levels.Length)
        {
            levels = levels[..Math.Min(wanted, levels.Length)];
            definitions.Take(levels);
            output.Values.Skip(levels.Count(highest));
        }

        return rows;
    }

    private int TakeSome(int most)
    {
        var run = pages.Definitions!.TakeRun(most, out var level);
        if (run > 0)
        {
            output.Definitions.AppendRun((byte)level, run);
            if (level == highest)
                output.Values.Append(run);
            else
                output.Values.AppendNulls(run);
            return run;
        }

        Span<byte> levels = stackalloc byte[Math.Min(most, Piece)];
        levels = levels[..pages.Definitions.TakePacked(levels)];
        output.Definitions.Append(levels);
        var present = levels.Count(highest);
        if (present == levels.Length)
            output.Values.Append(present);
        else
            output.Values.AppendSpread(levels, highest, present);
        return levels.Length;
    }
}
