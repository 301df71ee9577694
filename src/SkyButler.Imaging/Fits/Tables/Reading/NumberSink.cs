using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>
/// Numbers as they are stored: in the machine's order, and with the sign bit turned where an offset of half the range makes
/// integers unsigned (or bytes signed).
/// </summary>
/// <typeparam name="T">The type of the column.</typeparam>
/// <typeparam name="TBits">An unsigned integer of a number's size.</typeparam>
internal sealed class NumberSink<T, TBits>(ColumnDefinition definition, ColumnLayout layout, int elementsPerRow, int rows, TBits? missing, bool turnsSign)
    : ColumnSink(definition, layout)
    where T : unmanaged
    where TBits : unmanaged, IBinaryInteger<TBits>
{
    private readonly T[] _values = GC.AllocateUninitializedArray<T>(checked(rows * elementsPerRow));
    private bool[]? _mask;

    public override void Take(ReadOnlySpan<byte> bytes, int stride, int first, int count)
    {
        int size = Unsafe.SizeOf<TBits>();
        int elements = count * elementsPerRow * Unsafe.SizeOf<T>() / size;
        var into = MemoryMarshal.AsBytes(_values.AsSpan(first * elementsPerRow, count * elementsPerRow));
        Gathering.Numbers(bytes, stride, elementsPerRow * Unsafe.SizeOf<T>(), size, into);
        var bits = MemoryMarshal.Cast<byte, TBits>(into)[..elements];
        if (missing is { } nothing)
            MarkMissing(bits, nothing, first * elementsPerRow);
        if (turnsSign)
        {
            var sign = TBits.One << ((size * 8) - 1);
            foreach (ref var value in bits)
                value ^= sign;
        }
    }

    public override ValueTask<Column> FinishAsync(IByteSource source, CancellationToken cancellationToken) =>
        new(new Column<T>(Definition, _values, _mask, rows));

    private void MarkMissing(ReadOnlySpan<TBits> bits, TBits nothing, int first)
    {
        for (int at = bits.IndexOf(nothing); at >= 0;)
        {
            _mask ??= new bool[_values.Length];
            _mask[first + at] = true;
            int next = bits[(at + 1)..].IndexOf(nothing);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }
}
