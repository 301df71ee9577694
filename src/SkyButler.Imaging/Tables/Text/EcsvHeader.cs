using System.Globalization;
using System.Text;
using SkyButler.Imaging.Tables.Headers;

namespace SkyButler.Imaging.Tables.Text;

/// <summary>The header of an ECSV file, version 1.0: what its columns are, what divides them, and the table's metadata.</summary>
/// <param name="Schema">Columns and metadata.</param>
/// <param name="Delimiter">A blank or a comma.</param>
internal sealed record EcsvHeader(TableSchema Schema, char Delimiter)
{
    /// <summary>How the first line of such a file begins.</summary>
    public const string Signature = "# %ECSV ";

    private const int MaxCharacters = 64 << 20;

    /// <summary>Reads the header, up to the line that names the columns.</summary>
    /// <exception cref="TableException">It is no header of ECSV.</exception>
    public static async Task<EcsvHeader> ReadAsync(DelimitedReader reader, string source, CancellationToken cancellationToken)
    {
        string first = await reader.ReadCommentAsync(cancellationToken).ConfigureAwait(false) ?? "";
        if (!first.StartsWith(Signature, StringComparison.Ordinal))
            throw new TableException($"{source} is no ECSV table: its first line must begin with '{Signature}1.0'");
        if (!first.AsSpan(Signature.Length).StartsWith("1."))
            throw new TableException($"{source} is ECSV of version {first[Signature.Length..]}; version 1.0 is read here");
        var yaml = new StringBuilder();
        while (await reader.ReadCommentAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            yaml.Append(line.AsSpan(line.StartsWith("# ", StringComparison.Ordinal) ? 2 : 1)).Append('\n');
            if (yaml.Length > MaxCharacters)
                throw new TableException($"{source}: the header has more than the {MaxCharacters} characters that are accepted");
        }

        return Parse(yaml.ToString(), source);
    }

    /// <summary>Reads the YAML of a header.</summary>
    public static EcsvHeader Parse(string yaml, string source)
    {
        if (YamlTree.Read(yaml, source) is not OrderedDictionary<string, object?> header || header.GetValueOrDefault("datatype") is not List<object?> columns)
            throw new TableException($"{source}: the header has no list 'datatype' of columns");
        if (columns.Count > TableSchema.MaxColumns)
            throw new TableException($"{source} has {columns.Count} columns, more than the {TableSchema.MaxColumns} that are accepted");
        var metadata = header.GetValueOrDefault("meta") as OrderedDictionary<string, object?>;
        char delimiter = header.GetValueOrDefault("delimiter") switch
        {
            null or " " => ' ',
            "," => ',',
            var other => throw new TableException($"{source}: the delimiter of an ECSV table is a blank or a comma, not '{other}'"),
        };
        var definitions = columns.ConvertAll(column => Column(column, source));
        return new EcsvHeader(new TableSchema(definitions) { Metadata = metadata ?? new(StringComparer.Ordinal) }, delimiter);
    }

    private static ColumnDefinition Column(object? node, string source)
    {
        if (node is not OrderedDictionary<string, object?> told || told.GetValueOrDefault("name") is not { } named || told.GetValueOrDefault("datatype") is not string type)
            throw new TableException($"{source}: a column of the header lacks its name or datatype");
        string name = ColumnAttributes.NameOf(named);
        var definition = told.GetValueOrDefault("subtype") is string subtype && type == "string"
            ? Structured(name, subtype, source)
            : new ColumnDefinition(name, Named(type, name, source));
        return ColumnAttributes.With(definition, told);
    }

    // Arrays are texts whose subtype says what is within: float64[2,3], int64[null]; anything else stays a text of JSON.
    private static ColumnDefinition Structured(string name, string subtype, string source)
    {
        int open = subtype.IndexOf('[', StringComparison.Ordinal);
        if (open < 0 || subtype[^1] != ']')
            return new ColumnDefinition(name, ColumnType.String);
        var type = Named(subtype[..open], name, source);
        string axes = subtype[(open + 1)..^1];
        if (axes.Trim() == "null")
            return new ColumnDefinition(name, type) { IsRagged = true };
        var shape = new List<int>();
        long elements = 1;
        foreach (string axis in axes.Split(','))
        {
            if (axis.Trim() == "null")
                return new ColumnDefinition(name, ColumnType.String);
            if (!int.TryParse(axis, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int length)
                || (elements *= length) > Array.MaxLength)
                throw new TableException($"{source}: column '{name}' has the subtype '{subtype}', which is no shape");
            shape.Add(length);
        }

        return new ColumnDefinition(name, type) { Shape = shape };
    }

    private static ColumnType Named(string type, string name, string source) => ColumnTypes.Named(type)
        ?? throw new TableException($"{source}: column '{name}' has the datatype '{type}', which ECSV doesn't know{Suggestion.For(type, Enum.GetValues<ColumnType>().Select(ColumnTypes.NameOf))}");
}
