using System.Xml;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Writes tables as VOTable 1.4 with TABLEDATA; missing values are empty cells, metadata of single values are parameters.</summary>
internal static class VoTableWriter
{
    private const string Namespace = "http://www.ivoa.net/xml/VOTable/v1.3";

    /// <summary>Writes a table to a stream, which is left open.</summary>
    /// <exception cref="TableException">A column holds what VOTable can't: numbers beyond 64 bits with a sign, or several texts a row, differing in number.</exception>
    public static async Task WriteAsync(Stream stream, Table table, CancellationToken cancellationToken = default)
    {
        var cells = table.Columns.Select(VoCellText.For).ToList();
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
            xml.WriteStartElement("TABLEDATA");
            for (int row = 0; row < table.RowCount; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteRowAsync(xml, cells, row).ConfigureAwait(false);
            }

            await xml.WriteEndDocumentAsync().ConfigureAwait(false);
        }
    }

    private static async Task WriteRowAsync(XmlWriter xml, List<VoCellText> cells, int row)
    {
        await xml.WriteStartElementAsync(null, "TR", Namespace).ConfigureAwait(false);
        foreach (var cell in cells)
            await xml.WriteElementStringAsync(null, "TD", Namespace, Clean(cell.Of(row))).ConfigureAwait(false);
        await xml.WriteEndElementAsync().ConfigureAwait(false);
    }

    private static void WriteHeader(XmlWriter xml, Table table, List<VoCellText> cells)
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

    private static void WriteField(XmlWriter xml, ColumnDefinition column, VoCellText cell)
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
