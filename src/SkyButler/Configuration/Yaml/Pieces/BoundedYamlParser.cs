using SkyButler.Configuration.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SkyButler.Configuration.Yaml.Pieces;

/// <summary>The library's parser, for which no value may be longer than what fits into memory.</summary>
internal sealed class BoundedYamlParser : IParser
{
    private readonly CountingReader _reader;
    private readonly Parser _parser;

    public BoundedYamlParser(TextReader reader, string source)
    {
        _reader = new(reader, source);
        _parser = new(_reader);
    }

    /// <inheritdoc />
    public ParsingEvent? Current => _parser.Current;

    /// <inheritdoc />
    public bool MoveNext()
    {
        _reader.Count = 0;
        return _parser.MoveNext();
    }

    // What is read for one event is no longer than a value and what stands between two.
    private sealed class CountingReader(TextReader reader, string source) : TextReader
    {
        private int line = 1;

        public int Count { get; set; }

        public override int Peek() => reader.Peek();

        public override int Read()
        {
            if (++Count > YamlLines.Longest)
                throw new ConfigException(new ConfigLocation(source, line, 1), $"The value that this belongs to is longer than {YamlLines.Longest} characters.");
            var read = reader.Read();
            line += read == '\n' ? 1 : 0;
            return read;
        }
    }
}
