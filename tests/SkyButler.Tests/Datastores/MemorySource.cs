using SkyButler.Datastores.Formatters;

namespace SkyButler.Tests.Datastores;

/// <summary>A file in memory, for formatters.</summary>
internal sealed class MemorySource(byte[] content, string name = "test.dat") : FormatterSource
{
    public override string Name => name;

    public override long Size => content.Length;

    public override ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => new(new MemoryStream(content, writable: false));

    public override ValueTask<string> GetLocalPathAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
