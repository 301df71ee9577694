using System.Text;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Writing;

/// <summary>Texts in fields as wide as the longest; empty where there is none.</summary>
internal sealed class TextEncoder : ColumnEncoder
{
    private readonly Column<string> _column;
    private readonly int _each;
    private readonly int _length;

    /// <exception cref="TableException">A text isn't ASCII, or longer than it may be.</exception>
    public TextEncoder(Column<string> column, int? width = null)
    {
        _column = column;
        _each = column.Definition.ElementsPerRow;
        _length = 1;
        for (int i = 0; i < column.Values.Length; i++)
        {
            if (column.HasMask && column.Mask[i])
                continue;
            string text = column.Values[i];
            if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
                throw new TableException($"Row {i / Math.Max(1, _each)} of column '{column.Name}' holds '{text}', but FITS tables hold printable ASCII only: write ECSV or VOTable instead");
            _length = Math.Max(_length, text.Length);
        }

        if (width < _length)
            throw new TableException($"Column '{column.Name}' has a text of {_length} characters, but fields of {width}: say by textLength how long its texts get");
        _length = width ?? _length;
        Axes = column.Definition.Shape.Count == 0 ? [] : [_length, .. column.Definition.Shape.Reverse()];
    }

    public override ColumnEncoder Again(Column other) => new TextEncoder((Column<string>)other, _length);

    public override string Form => $"{Width}A";

    public override int Width => checked(_each * _length);

    public override void Put(Span<byte> bytes, int stride, int first, int count)
    {
        for (int row = 0; row < count; row++)
        {
            var fields = bytes.Slice(row * stride, Width);
            fields.Clear();
            for (int i = 0; i < _each; i++)
            {
                int place = ((first + row) * _each) + i;
                if (!_column.HasMask || !_column.Mask[place])
                    Encoding.ASCII.GetBytes(_column.Values[place], fields[(i * _length)..]);
            }
        }
    }
}
