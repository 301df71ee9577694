using System.Text;
using SkyButler.Imaging.Fits.Layout;
using SkyButler.Imaging.Fits.Sources;
using SkyButler.Imaging.Tables;

namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>Texts of a fixed number of bytes, ended by a zero byte or by blanks that don't count.</summary>
internal sealed class TextSink(ColumnDefinition definition, ColumnLayout layout, int textLength, int elementsPerRow, int rows)
    : ColumnSink(definition, layout)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private readonly string[] _values = new string[checked(rows * elementsPerRow)];
    private readonly TextCache _texts = new(textLength);

    public override void Take(ReadOnlySpan<byte> bytes, int stride, int first, int count)
    {
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < elementsPerRow; i++)
                _values[((first + row) * elementsPerRow) + i] = _texts.Find(bytes.Slice((row * stride) + (i * textLength), textLength));
        }
    }

    public override ValueTask<Column> FinishAsync(IByteSource source, CancellationToken cancellationToken) =>
        new(new Column<string>(Definition, _values, default, rows));

    /// <summary>The text in a field. Bytes that are neither ASCII nor UTF-8 are taken as Latin-1.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        var text = (end < 0 ? bytes : bytes[..end]).TrimEnd((byte)' ');
        if (text.IsEmpty)
            return "";
        if (Ascii.IsValid(text))
            return Encoding.ASCII.GetString(text);
        try
        {
            return Utf8.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(text);
        }
    }
}
