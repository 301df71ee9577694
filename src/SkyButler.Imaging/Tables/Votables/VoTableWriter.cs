using System.Buffers;
using System.Runtime.InteropServices;
using System.Xml;
using SkyButler.Imaging.Tables.Files;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>
/// Writes tables as VOTable 1.4. Missing values are empty cells, NaN, marked by a bit, or by a number that stands for none; metadata of single values
/// are parameters.
/// </summary>
internal static class VoTableWriter
{
    private const int PieceBytes = 1 << 16;
    private const string Namespace = "http://www.ivoa.net/xml/VOTable/v1.3";

    /// <summary>Writes a table to a stream, which is left open.</summary>
    /// <exception cref="TableException">
    /// A column holds what VOTable can't: numbers beyond 64 bits with a sign, several texts a row, differing in number; or in BINARY missing values, and
    /// all numbers of its type.
    /// </exception>
    public static async Task WriteAsync(Stream stream, Table table, VotableSerialization serialization, CancellationToken cancellationToken = default)
    {
        var cells = table.Columns.Select(column => VoCells.For(column, serialization)).ToList();
        var xml = XmlWriter.Create(stream, new XmlWriterSettings { Async = true, Indent = true, IndentChars = " ", NewLineChars = "\n", CheckCharacters = false });
        await using (xml.ConfigureAwait(false))
        {
            await xml.WriteStartDocumentAsync().ConfigureAwait(false);
            await xml.WriteStartElementAsync(null, "VOTABLE", Namespace).ConfigureAwait(false);
            xml.WriteAttributeString("version", "1.4");
            xml.WriteStartElement("RESOURCE");
            xml.WriteAttributeString("type", "results");
            xml.WriteStartElement("TABLE");
            WriteHeader(xml, table, cells);
            xml.WriteStartElement("DATA");
            var rows = serialization == VotableSerialization.TableData
                ? WriteTextAsync(xml, cells, table.RowCount, cancellationToken)
                : WriteBytesAsync(xml, cells, table.RowCount, serialization, cancellationToken);
            await rows.ConfigureAwait(false);
            await xml.WriteEndDocumentAsync().ConfigureAwait(false);
        }
    }

    private static async Task WriteTextAsync(XmlWriter xml, List<VoCells> cells, int rows, CancellationToken cancellationToken)
    {
        xml.WriteStartElement("TABLEDATA");
        for (int row = 0; row < rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteRowAsync(xml, cells, row).ConfigureAwait(false);
        }
    }

    private static async Task WriteBytesAsync(XmlWriter xml, List<VoCells> cells, int rows, VotableSerialization serialization, CancellationToken cancellationToken)
    {
        bool hasFlags = serialization == VotableSerialization.Binary2;
        xml.WriteStartElement(hasFlags ? "BINARY2" : "BINARY");
        xml.WriteStartElement("STREAM");
        xml.WriteAttributeString("encoding", "base64");
        var bytes = new ArrayBufferWriter<byte>(PieceBytes);
        for (int row = 0; row < rows; row++)
        {
            if (hasFlags)
                WriteFlags(cells, row, bytes);
            foreach (var cell in cells)
                cell.Write(row, bytes);
            if (bytes.WrittenCount < PieceBytes && row < rows - 1)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            MemoryMarshal.TryGetArray(bytes.WrittenMemory, out var piece);
            await xml.WriteBase64Async(piece.Array!, piece.Offset, piece.Count).ConfigureAwait(false);
            bytes.ResetWrittenCount();
        }
    }

    private static void WriteFlags(List<VoCells> cells, int row, ArrayBufferWriter<byte> to)
    {
        int length = (cells.Count + 7) / 8;
        var flags = to.GetSpan(length)[..length];
        flags.Clear();
        for (int place = 0; place < cells.Count; place++)
        {
            if (cells[place].IsMissing(row))
                flags[place / 8] |= (byte)(0x80 >> (place % 8));
        }

        to.Advance(length);
    }

    private static async Task WriteRowAsync(XmlWriter xml, List<VoCells> cells, int row)
    {
        await xml.WriteStartElementAsync(null, "TR", Namespace).ConfigureAwait(false);
        foreach (var cell in cells)
            await xml.WriteElementStringAsync(null, "TD", Namespace, Clean(cell.Text(row))).ConfigureAwait(false);
        await xml.WriteEndElementAsync().ConfigureAwait(false);
    }

    private static void WriteHeader(XmlWriter xml, Table table, List<VoCells> cells)
    {
        if (table.Metadata.GetValueOrDefault("name") is string name)
            xml.WriteAttributeString("name", Clean(name));
        if (table.Metadata.GetValueOrDefault("description") is string description)
            xml.WriteElementString("DESCRIPTION", Clean(description));
        for (int i = 0; i < cells.Count; i++)
            WriteField(xml, table.Columns[i].Definition, cells[i]);
        foreach (var (key, value) in table.Metadata)
        {
            if (key is not ("name" or "ID" or "description") && value is bool or long or double or string)
                WriteParameter(xml, key, value);
        }
    }

    private static void WriteField(XmlWriter xml, ColumnDefinition column, VoCells cell)
    {
        xml.WriteStartElement("FIELD");
        xml.WriteAttributeString("name", Clean(column.Name));
        xml.WriteAttributeString("datatype", cell.DataType);
        if (cell.ArraySize is { } size)
            xml.WriteAttributeString("arraysize", size);
        if (column.Unit is { } unit)
            xml.WriteAttributeString("unit", Clean(unit));
        foreach (string attribute in (string[])["ucd", "utype", "xtype"])
        {
            if (column.Metadata.GetValueOrDefault(attribute) is string value)
                xml.WriteAttributeString(attribute, Clean(value));
        }

        if (column.Description is { } description)
            xml.WriteElementString("DESCRIPTION", Clean(description));
        if (cell.Nothing is { } nothing)
        {
            xml.WriteStartElement("VALUES");
            xml.WriteAttributeString("null", nothing.ToString(System.Globalization.CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteParameter(XmlWriter xml, string name, object value)
    {
        xml.WriteStartElement("PARAM");
        xml.WriteAttributeString("name", Clean(name));
        xml.WriteAttributeString("datatype", value switch { bool => "boolean", long => "long", double => "double", _ => "char" });
        if (value is string)
            xml.WriteAttributeString("arraysize", "*");
        xml.WriteAttributeString("value", value is string text ? Clean(text) : value is bool flag ? (flag ? "T" : "F") : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    // Characters that no XML can hold, even by number, become blanks.
    private static string Clean(string text) => text.All(XmlConvert.IsXmlChar) || text.Any(char.IsSurrogate) ? text
        : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : ' '));
}
