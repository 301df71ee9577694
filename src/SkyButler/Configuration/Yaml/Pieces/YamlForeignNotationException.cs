namespace SkyButler.Configuration.Yaml.Pieces;

/// <summary>A document has notation that <see cref="YamlLineParser"/> leaves to the library: right or wrong, it is to be read again by that.</summary>
internal sealed class YamlForeignNotationException : Exception
{
}
