using SkyButler.Parquet.Encodings;
using SkyButler.Parquet.Reading.Entries;

namespace SkyButler.Parquet.Reading.Values;

/// <summary>Values that take the same room each, whose decoders fill arrays.</summary>
internal abstract class FixedSizeValues<T>(MemoryBudget budget) : LeafValues
    where T : unmanaged
{
    private const int Piece = 1024;

    protected Growing<T> Items { get; } = new(budget);

    protected MemoryBudget Budget => budget;

    /// <summary>What decodes the page at hand.</summary>
    protected ValueDecoder<T>? Decoder { get; set; }

    public override int Count => Items.Count;

    public override void Reserve(int more) => Items.Reserve(more);

    public override void Append(int more) => Decoder!.Decode(Items.Extend(more));

    public override void AppendNulls(int more) => Items.Extend(more).Clear();

    public override void AppendSpread(ReadOnlySpan<byte> levels, byte highest, int present)
    {
        var target = Items.Extend(levels.Length);
        Decoder!.Decode(target[..present]);
        Spread(target, levels, highest, present);
    }

    public override void Skip(int count)
    {
        Span<T> passed = new T[Math.Min(count, Piece)];
        for (; count > 0; count -= passed.Length)
            Decoder!.Decode(passed = passed[..Math.Min(count, passed.Length)]);
    }

    // From the end on, so that no value is overwritten before it is moved.
    private static void Spread(Span<T> target, ReadOnlySpan<byte> levels, byte highest, int present)
    {
        for (var i = levels.Length - 1; i >= 0 && present <= i; i--)
            target[i] = levels[i] == highest ? target[--present] : default;
    }
}
