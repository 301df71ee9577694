using System.Text;
using SkyButler.Configuration.Nodes;
using YamlDotNet.Core;

namespace SkyButler.Configuration.Yaml;

/// <summary>
/// Reads YAML as plain data, with YAML 1.1's notation of scalars as PyYAML's safe loader understands it. Nothing is ever executed or
/// instantiated: tags that are not YAML's own stay on the nodes for the caller to understand or refuse.
/// </summary>
public static class YamlReader
{
    private const string Unnamed = "(text)";

    // Beyond this, the text as a whole would take more memory than its haste is worth.
    private const int LargestAtOnce = 1 << 24;

    /// <summary>Reads one document; an empty text is the null value.</summary>
    /// <param name="text">The document.</param>
    /// <param name="source">The name of the file, for messages.</param>
    /// <param name="options">Bounds and rules; null for the usual ones.</param>
    /// <exception cref="ConfigException">The text is not YAML, has several documents, or goes beyond a bound.</exception>
    public static ConfigNode Read(string text, string? source = null, YamlReadOptions? options = null)
    {
        if (YamlBlockReader.TryRead(text, source ?? Unnamed, options ?? YamlReadOptions.Default) is { } node)
            return node;
        using var reader = new StringReader(text);
        return Read(reader, source, options);
    }

    /// <summary>Reads one document from UTF-8 (or, with a mark, UTF-16) bytes.</summary>
    /// <exception cref="ConfigException">The content is not YAML, has several documents, or goes beyond a bound.</exception>
    public static ConfigNode Read(ReadOnlyMemory<byte> content, string? source = null, YamlReadOptions? options = null)
    {
        if (content.Length <= LargestAtOnce && Ascii.IsValid(content.Span)
            && YamlBlockReader.TryRead(Encoding.ASCII.GetString(content.Span), source ?? Unnamed, options ?? YamlReadOptions.Default) is { } node)
            return node;
        using var reader = new StreamReader(new MemoryStream(content.ToArray()), Encoding.UTF8);
        return Read(reader, source, options);
    }

    /// <summary>Reads one document.</summary>
    /// <exception cref="ConfigException">The content is not YAML, has several documents, or goes beyond a bound.</exception>
    public static ConfigNode Read(TextReader reader, string? source = null, YamlReadOptions? options = null)
    {
        source ??= Unnamed;
        var parser = new Parser(reader);
        try
        {
            return new YamlComposer(parser, source, options ?? YamlReadOptions.Default).ReadDocument();
        }
        catch (YamlException error)
        {
            var where = new ConfigLocation(source, (int)error.Start.Line, (int)error.Start.Column);
            throw new ConfigException(where, $"This is not valid YAML: {OneLine(error.Message)}", error);
        }
        catch (InvalidOperationException error)
        {
            // The library's own bookkeeping gives up on some brackets that are never closed.
            var where = parser.Current is { } last ? new ConfigLocation(source, (int)last.End.Line, (int)last.End.Column) : new(source, 1, 1);
            throw new ConfigException(where, "This is not valid YAML: a bracket, brace or quote before or near this place is not closed.", error);
        }
    }

    private static string OneLine(string message)
    {
        var text = message.ReplaceLineEndings(" ").Trim();
        // The library begins its messages with the place, which is said already.
        var end = text.StartsWith('(') ? text.IndexOf("): ", StringComparison.Ordinal) : -1;
        return end > 0 ? text[(end + 3)..] : text;
    }
}
