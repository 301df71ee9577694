using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;
using SkyButler.Configuration.Yaml.Pieces;
using SkyButler.Transfers.Exports;

namespace SkyButler.Transfers.Imports.Reading;

/// <summary>Reads an export file part by part, as often as it is asked to; nothing of it is kept.</summary>
/// <param name="localPath">The file.</param>
/// <param name="source">What it is called in messages.</param>
/// <param name="partSize">How many records a part has at most.</param>
internal sealed class ImportFileReader(string localPath, string source, int partSize)
{
    private const int BufferSize = 1 << 16;

    // Parts that wait for whoever handles them, while others are read.
    private const int Ahead = 4;

    // A record is small, and so must be what aliases stand for.
    private static readonly YamlReadOptions Options = YamlReadOptions.Default with { MaximumNodes = 1_000_000, MaximumDepth = 20 };

    /// <summary>What the file says of itself; known once its first part was read.</summary>
    public ImportHeader? Header { get; private set; }

    /// <summary>Whether the file has notation that only the library reads.</summary>
    public bool IsForeign { get; set; }

    /// <summary>All parts, in the order of the file.</summary>
    /// <exception cref="ImportException">The file is no export, or one of another version.</exception>
    /// <exception cref="YamlForeignNotationException">It has notation that only the library reads, and <see cref="IsForeign"/> doesn't say so.</exception>
    public async IAsyncEnumerable<ImportPart> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ImportPart>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(() => ReadAsync(channel.Writer, stopping.Token), CancellationToken.None);
        try
        {
            await foreach (var part in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return part;
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(ChannelWriter<ImportPart> parts, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            using var file = new StreamReader(localPath, System.Text.Encoding.UTF8, true, BufferSize);
            foreach (var part in Read(IsForeign ? YamlPieceReader.Full(file, source, Options) : YamlPieceReader.Fast(file, source, Options)))
                await parts.WriteAsync(part, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody reads any more.
        }
        catch (Exception e) when (e is YamlDotNet.Core.YamlException or ConfigException or InvalidOperationException)
        {
            failure = e is ConfigException ? new ImportException(e.Message, e) : new ImportException($"{source} is not valid YAML: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (Exception e) when (e is YamlForeignNotationException or ImportException or IOException or UnauthorizedAccessException)
        {
            failure = e;
        }
        finally
        {
            parts.Complete(failure);
        }
    }

    private IEnumerable<ImportPart> Read(YamlPieceReader reader)
    {
        var head = new Dictionary<string, ConfigNode>(StringComparer.Ordinal);
        reader.EnterMapping("An export");
        while (reader.NextKey() is { } key)
        {
            if (key.ToString() != "data")
            {
                head[key.ToString()] = reader.ReadPiece();
                continue;
            }

            Header = ReadHeader(head, key.Location);
            if (!reader.EnterSequence("'data'"))
                continue;
            while (reader.NextItem())
                foreach (var part in new ImportEntryReader(reader, partSize).Read())
                    yield return part;
        }

        if (Header is null)
            throw new ImportException($"{source} is no export: it has no list 'data'.");
        reader.End();
    }

    private ImportHeader ReadHeader(Dictionary<string, ConfigNode> head, ConfigLocation where)
    {
        if (!head.TryGetValue("version", out var version))
            throw ImportValues.Error(where, "The export's 'version' must stand before its 'data'.");
        var text = version is ConfigScalar { Value: 0L } ? "1.0.0" : version.ToString()!;
        var parts = text.Split('.');
        if (parts.Length < 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var major) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var minor))
            throw ImportValues.Error(version.Location, $"'{text}' is no version of an export file, such as {ExportFile.Version}.");
        if (major != 1 || minor > 0)
            throw ImportValues.Error(version.Location, $"The export file has version {text}, and only versions 1.0 are known; export again with an older release, or import with a newer one.");
        var universe = !head.TryGetValue("universe_version", out var number) ? 0
            : number is ConfigScalar { Value: long and >= 0 and < 1_000_000 and var known } ? (int)known
            : throw ImportValues.Error(number.Location, $"'{number}' is no version of a dimension universe.");
        return new(universe, head.TryGetValue("universe_namespace", out var name) ? ImportValues.Text(name, "The universe's name space") : ExportFile.UsualNamespace);
    }
}
