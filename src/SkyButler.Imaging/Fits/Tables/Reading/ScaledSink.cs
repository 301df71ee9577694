using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Numbers that are stored with a scale and an offset (TSCALn, TZEROn): real numbers of double precision.</summary>
internal sealed class ScaledSink<TStored>(ColumnDefinition definition, ColumnLayout layout, int elementsPerRow, int rows, long? missing)
    : ColumnSink(definition, layout)
    where TStored : unmanaged, INumber<TStored>
{
    private readonly double[] _values = GC.AllocateUninitializedArray<double>(checked(rows * elementsPerRow));
    private TStored[] _batch = [];
    private bool[]? _mask;

    public override void Take(ReadOnlySpan<byte> bytes, int stride, int first, int count)
    {
        int elements = count * elementsPerRow, size = Unsafe.SizeOf<TStored>();
        if (_batch.Length < elements)
            _batch = GC.AllocateUninitializedArray<TStored>(elements);
        var stored = _batch.AsSpan(0, elements);
        Gathering.Numbers(bytes, stride, elementsPerRow * size, size, MemoryMarshal.AsBytes(stored));
        double scale = Layout.Scale, zero = Layout.Zero;
        var values = _values.AsSpan(first * elementsPerRow, elements);
        for (int i = 0; i < values.Length; i++)
            values[i] = (double.CreateTruncating(stored[i]) * scale) + zero;
        if (missing is not { } nothing)
            return;
        for (int i = 0; i < stored.Length; i++)
        {
            if (long.CreateTruncating(stored[i]) == nothing)
                (_mask ??= new bool[_values.Length])[(first * elementsPerRow) + i] = true;
        }
    }

    public override ValueTask<Column> FinishAsync(IByteSource source, CancellationToken cancellationToken) =>
        new(new Column<double>(Definition, _values, _mask, rows));
}
