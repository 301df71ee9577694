using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>Truth values as letters T and F; a zero byte where there is none.</summary>
internal sealed class FlagEncoder(Column<bool> column) : ColumnEncoder
{
    private readonly int _each = column.Definition.ElementsPerRow;

    public override ColumnEncoder Again(Column other) => new FlagEncoder((Column<bool>)other) { Axes = Axes };

    public override string Form => $"{_each}L";

    public override int Width => _each;

    public override void Put(Span<byte> bytes, int stride, int first, int count)
    {
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < _each; i++)
            {
                int place = ((first + row) * _each) + i;
                bytes[(row * stride) + i] = column.HasMask && column.Mask[place] ? (byte)0 : column.Values[place] ? (byte)'T' : (byte)'F';
            }
        }
    }
}
