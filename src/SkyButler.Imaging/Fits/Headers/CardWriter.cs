using System.Globalization;
using System.Numerics;
using System.Text;

namespace SkyButler.Imaging.Fits.Headers;

/// <summary>
/// Writes cards as bytes: fixed format, HIERARCH for keywords that don't fit eight characters, CONTINUE for long strings.
/// </summary>
internal sealed class CardWriter
{
    private const int CardLength = HeaderParser.CardLength;
    private readonly List<byte> _bytes = [];

    /// <summary>Number of cards so far.</summary>
    public int Count => _bytes.Count / CardLength;

    public void Write(FitsCard card)
    {
        if (card.IsCommentary)
            WriteCommentary(card.Keyword, card.Comment ?? "");
        else if (card.Value is string text)
            WriteString(card.Keyword, Ascii(text), Ascii(card.Comment ?? ""));
        else
            WriteValue(card.Keyword, card.Value, Ascii(card.Comment ?? ""));
    }

    /// <summary>Ends the header and pads it to whole blocks.</summary>
    public byte[] ToBlocks()
    {
        Emit("END");
        while (_bytes.Count % FitsBlocks.Length != 0)
            _bytes.Add((byte)' ');
        return [.. _bytes];
    }

    private void WriteCommentary(string keyword, string text)
    {
        string ascii = Ascii(text);
        string head = keyword.PadRight(8);
        int at = 0;
        do
        {
            int length = Math.Min(72, ascii.Length - at);
            Emit(head + ascii.Substring(at, length));
            at += length;
        }
        while (at < ascii.Length);
    }

    private void WriteValue(string keyword, object? value, string comment)
    {
        string head = Head(keyword);
        string text = value switch
        {
            null => "",
            bool truth => truth ? "T" : "F",
            long whole => whole.ToString(CultureInfo.InvariantCulture),
            double real when double.IsFinite(real) => Real(real),
            double real => double.IsNaN(real) ? "'NAN     '" : real > 0 ? "'+INFINITY'" : "'-INFINITY'",
            Complex complex => $"({Real(complex.Real)}, {Real(complex.Imaginary)})",
            _ => throw new ImagingException($"FITS card {keyword} can't hold a {value.GetType().Name}"),
        };
        bool isText = text.StartsWith('\'');
        string field = head.StartsWith("HIERARCH", StringComparison.Ordinal) || isText ? text : text.PadLeft(20);
        if (head.Length + field.Length > CardLength)
            throw new ImagingException($"FITS card {keyword} doesn't fit 80 characters: shorten the keyword");
        Emit(WithComment(head + field, comment));
    }

    private void WriteString(string keyword, string text, string comment)
    {
        string head = Head(keyword);
        string quoted = Quote(text);
        if (head.Length + quoted.Length + 2 <= CardLength)
        {
            Emit(WithComment(head + "'" + quoted.PadRight(8 <= CardLength - head.Length - 2 ? 8 : 0) + "'", comment));
            return;
        }

        // Pieces end in & inside the quotes; a doubled quote is never torn apart.
        string start = head;
        while (true)
        {
            int room = CardLength - start.Length - 3;
            if (room < 10)
                throw new ImagingException($"FITS card {keyword} leaves no room for its text: shorten the keyword");
            if (quoted.Length <= room + 1)
            {
                Emit(WithComment(start + "'" + quoted + "'", comment));
                return;
            }

            int quotes = 0;
            while (quotes < room && quoted[room - 1 - quotes] == '\'')
                quotes++;
            int cut = quotes % 2 == 0 ? room : room - 1;
            Emit(start + "'" + quoted[..cut] + "&'");
            quoted = quoted[cut..];
            start = "CONTINUE  ";
        }
    }

    private static string Head(string keyword) => IsStandard(keyword) ? keyword.PadRight(8) + "= " : "HIERARCH " + keyword + " = ";

    private static bool IsStandard(string keyword) =>
        keyword.Length <= 8 && keyword.All(c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_');

    private static string WithComment(string card, string comment) =>
        comment.Length == 0 || card.Length > CardLength - 4 ? card : card.PadRight(30) + " / " + comment;

    private static string Quote(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static string Real(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('.', StringComparison.Ordinal))
            return text;
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text + ".0" : text.Insert(exponent, ".0");
    }

    private static string Ascii(string text)
    {
        var ascii = new StringBuilder(text.Length);
        foreach (char c in text)
            ascii.Append(c is >= ' ' and <= '~' ? c : c is '\t' or '\r' or '\n' ? ' ' : '?');
        return ascii.ToString();
    }

    private void Emit(string card)
    {
        string fitted = card.Length >= CardLength ? card[..CardLength] : card.PadRight(CardLength);
        _bytes.AddRange(Encoding.ASCII.GetBytes(fitted));
    }
}
