using System.Xml;

namespace SkyButler.Imaging.Tables.Votables;

/// <summary>Reads what stands before the data of a TABLE: description, parameters, fields.</summary>
internal sealed class VoTableHeader
{
    private readonly string _source;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    private VoTableHeader(string source) => _source = source;

    public List<VoField> Fields { get; } = [];

    public OrderedDictionary<string, object?> Metadata { get; } = new(StringComparer.Ordinal);

    public TableSchema Schema => new([.. Fields.Select(told => told.Definition)]) { Metadata = Metadata };

    /// <summary>Reads up to the element DATA, or to the table's end where it has none.</summary>
    /// <param name="xml">A reader that stands on TABLE.</param>
    /// <param name="source">What messages call the file.</param>
    /// <returns>The header, and whether data follow.</returns>
    public static async Task<(VoTableHeader Header, bool HasData)> ReadAsync(XmlReader xml, string source)
    {
        var header = new VoTableHeader(source);
        foreach (string attribute in (string[])["ID", "name"])
        {
            if (xml.GetAttribute(attribute) is { } value)
                header.Metadata[attribute] = value;
        }

        int depth = xml.Depth;
        if (xml.IsEmptyElement)
            return (header, false);
        await xml.ReadAsync().ConfigureAwait(false);
        while (xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "DATA")
                return (header, !xml.IsEmptyElement);
            if (xml.NodeType != XmlNodeType.Element || !await header.TakeAsync(xml).ConfigureAwait(false))
                await xml.ReadAsync().ConfigureAwait(false);
        }

        return (header, false);
    }

    // Whether the element was read to its end, so that the reader stands behind it.
    private async Task<bool> TakeAsync(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "FIELD":
                Fields.Add(await ReadFieldAsync(xml).ConfigureAwait(false));
                if (Fields.Count > TableSchema.MaxColumns)
                    throw new TableException($"{_source} has more than the {TableSchema.MaxColumns} fields that are accepted");
                return true;
            case "DESCRIPTION":
                Metadata["description"] = (await xml.ReadElementContentAsStringAsync().ConfigureAwait(false)).Trim();
                return true;
            case "PARAM" or "INFO":
                string name = xml.GetAttribute("name") ?? xml.GetAttribute("ID") ?? "";
                if (name.Length > 0)
                    Metadata.TryAdd(name, Headers.YamlScalar.Read(xml.GetAttribute("value") ?? ""));
                return false;
            default:
                return false;
        }
    }

    private async Task<VoField> ReadFieldAsync(XmlReader xml)
    {
        string name = xml.GetAttribute("name") is { Length: > 0 } given ? given : xml.GetAttribute("ID") ?? $"col{Fields.Count + 1}";
        string unique = Unique(name);
        string type = xml.GetAttribute("datatype") ?? throw new TableException($"{_source}: field '{name}' has no datatype");
        string? size = xml.GetAttribute("arraysize"), unit = xml.GetAttribute("unit");
        var metadata = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (string attribute in (string[])["ucd", "utype", "xtype"])
        {
            if (xml.GetAttribute(attribute) is { Length: > 0 } value)
                metadata[attribute] = value;
        }

        var (description, nothing) = await ReadInnerAsync(xml).ConfigureAwait(false);
        var definition = new ColumnDefinition(unique, ColumnType.String)
        {
            Unit = string.IsNullOrWhiteSpace(unit) ? null : unit,
            Description = description,
            Metadata = metadata,
        };
        return VoField.Of(definition, type, size, nothing, _source);
    }

    // Fields may share a name; counting goes on from the last of that name, as there may be many.
    private string Unique(string name)
    {
        string unique = name;
        for (int number = _numbers.GetValueOrDefault(name, 2); !_names.Add(unique); number++)
        {
            unique = $"{name}_{number}";
            _numbers[name] = number + 1;
        }

        return unique;
    }

    private static async Task<(string? Description, string? Nothing)> ReadInnerAsync(XmlReader xml)
    {
        string? description = null, nothing = null;
        int depth = xml.Depth;
        bool isEmpty = xml.IsEmptyElement;
        await xml.ReadAsync().ConfigureAwait(false);
        while (!isEmpty && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "DESCRIPTION" })
            {
                description = (await xml.ReadElementContentAsStringAsync().ConfigureAwait(false)).Trim();
                continue;
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "VALUES" })
                nothing = xml.GetAttribute("null") ?? nothing;
            await xml.ReadAsync().ConfigureAwait(false);
        }

        return (description, nothing);
    }
}
