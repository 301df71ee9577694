namespace SkyButler.Parquet.Reading.Entries;

/// <summary>Entries of a column inside of lists: a row has any number of them, and begins where the repetition level is 0.</summary>
internal sealed class NestedEntries(LeafOutput output, PageLoader pages) : EntryReader
{
    private const int Piece = 2048;
    private readonly byte highest = (byte)output.Node.Leaf!.MaximumDefinition;
    private readonly byte slot = (byte)output.Node.SlotDefinition;
    private readonly byte[] repetitions = new byte[Piece];
    private readonly byte[] definitions = new byte[Piece];
    private readonly byte[] slots = new byte[Piece];
    private int next;
    private int decoded;
    private int left;
    private bool inRow;

    public override bool HasEntries => next < decoded || left > 0;

    public override bool IsInRow => inRow;

    public override void Start(int count) => left = count;

    public override void Forget() => (next, decoded, left, inRow) = (0, 0, 0, false);

    public override int Take(int rows) => Take(rows, skip: false);

    public override int Skip(int rows) => Take(rows, skip: true);

    private int Take(int rows, bool skip)
    {
        var begun = 0;
        while (HasEntries)
        {
            if (next == decoded)
                Decode();
            var (count, starts) = Reach(rows - begun);
            if (count > 0 && !inRow && repetitions[next] != 0)
                throw new ParquetFormatException("a column chunk begins in the middle of a row");
            inRow |= count > 0;
            Move(count, skip);
            begun += starts;
            if (next < decoded)
            {
                // The next entry begins a row that isn't wanted.
                inRow = false;
                break;
            }
        }

        return begun;
    }

    private void Decode()
    {
        next = 0;
        decoded = Math.Min(left, Piece);
        left -= decoded;
        pages.Repetitions!.Take(repetitions.AsSpan(0, decoded));
        pages.Definitions!.Take(definitions.AsSpan(0, decoded));
    }

    // How many entries there are before a row that is one too many, and how many rows begin among them.
    private (int Count, int Starts) Reach(int rows)
    {
        var pending = repetitions.AsSpan(next, decoded - next);
        var starts = 0;
        for (var i = 0; i < pending.Length; i++)
        {
            if (pending[i] != 0)
                continue;
            if (starts == rows)
                return (i, starts);
            starts++;
        }

        return (pending.Length, starts);
    }

    private void Move(int count, bool skip)
    {
        var levels = definitions.AsSpan(next, count);
        if (skip)
        {
            output.Values.Skip(levels.Count(highest));
        }
        else
        {
            output.Repetitions.Append(repetitions.AsSpan(next, count));
            output.Definitions.Append(levels);
            AppendValues(levels);
        }

        next += count;
    }

    // Entries of empty or absent lists have no place among the values.
    private void AppendValues(ReadOnlySpan<byte> levels)
    {
        int places = 0, present = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            slots[places] = levels[i];
            places += levels[i] >= slot ? 1 : 0;
            present += levels[i] == highest ? 1 : 0;
        }

        if (present == places)
            output.Values.Append(present);
        else
            output.Values.AppendSpread(slots.AsSpan(0, places), highest, present);
    }
}
