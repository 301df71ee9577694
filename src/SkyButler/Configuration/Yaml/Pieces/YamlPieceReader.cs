using SkyButler.Configuration.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SkyButler.Configuration.Yaml.Pieces;

/// <summary>
/// Reads a document of any length piece by piece: the caller walks down into its large mappings and lists, and takes what is small as nodes.
/// Each piece may have as many values as <see cref="YamlReadOptions.MaximumNodes"/> says, and so may be all that aliases stand for together.
/// </summary>
internal sealed class YamlPieceReader
{
    private readonly IParser _parser;
    private readonly YamlComposer _composer;
    private readonly string _source;

    private YamlPieceReader(IParser parser, string source, YamlReadOptions options)
    {
        _parser = parser;
        _source = source;
        _composer = new(parser, source, options);
    }

    /// <summary>Where the next piece begins.</summary>
    public ConfigLocation Here => _parser.Current is { } next ? new(_source, (int)next.Start.Line, (int)next.Start.Column) : new(_source, 1, 1);

    /// <summary>A reader of the notation in which programs write, many times faster than the library.</summary>
    /// <exception cref="YamlForeignNotationException">Thrown by any of its methods: the document has other notation.</exception>
    public static YamlPieceReader Fast(TextReader reader, string source, YamlReadOptions options) => Begin(new YamlLineParser(reader, source), source, options);

    /// <summary>A reader of all YAML.</summary>
    public static YamlPieceReader Full(TextReader reader, string source, YamlReadOptions options) => Begin(new BoundedYamlParser(reader, source), source, options);

    /// <summary>Walks into a mapping.</summary>
    /// <param name="what">What it is, for the message where there is something else.</param>
    public void EnterMapping(string what)
    {
        if (!_parser.TryConsume<MappingStart>(out _))
            throw new ConfigException(Here, $"{what} must be a mapping.");
    }

    /// <summary>The next key of the mapping that was entered; null at its end, which is left thereby.</summary>
    public ConfigScalar? NextKey()
    {
        if (_parser.TryConsume<MappingEnd>(out _))
            return null;
        var where = Here;
        return ReadPiece() as ConfigScalar ?? throw new ConfigException(where, "A key must be a single value.");
    }

    /// <summary>Walks into a list; false where there is the null value, which is read.</summary>
    /// <param name="what">What it is, for the message where there is something else.</param>
    public bool EnterSequence(string what)
    {
        if (_parser.TryConsume<SequenceStart>(out _))
            return true;
        var where = Here;
        return ReadPiece() is ConfigScalar { Value: null } ? false : throw new ConfigException(where, $"{what} must be a list.");
    }

    /// <summary>Whether the list that was entered has another item; if not, it is left.</summary>
    public bool NextItem() => !_parser.TryConsume<SequenceEnd>(out _);

    /// <summary>The next piece as a whole.</summary>
    /// <exception cref="ConfigException">It goes beyond a bound.</exception>
    public ConfigNode ReadPiece()
    {
        _composer.BeginPiece();
        return _composer.ReadNode();
    }

    /// <summary>Nothing may follow.</summary>
    public void End()
    {
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
            throw new ConfigException(Here, "There is a second document, where one was expected.");
    }

    private static YamlPieceReader Begin(IParser parser, string source, YamlReadOptions options)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            throw new ConfigException(new ConfigLocation(source, 1, 1), "The file is empty.");
        parser.Consume<DocumentStart>();
        return new(parser, source, options);
    }
}
