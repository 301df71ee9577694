using System.Buffers.Binary;
using System.Text.Json;
using SkyButler.Configuration;
using SkyButler.Pipelines.Quanta.Files.Compression;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Quanta.Files.Old;

/// <summary>Reads headers of graph files in the original's old format; quanta in it are not read.</summary>
public static class OldGraphFile
{
    /// <summary>The extension.</summary>
    public const string Extension = ".qgraph";

    private const int KnownVersion = 3;
    private const int FixedSize = 20;

    private static ReadOnlySpan<byte> Magic => [(byte)'q', (byte)'g', (byte)'r', (byte)'a', (byte)'p', (byte)'h', (byte)'4', 0xF6, 0xE8, 0xA9];

    /// <summary>Reads a header, and nothing of the rest.</summary>
    /// <param name="location">Path or URI.</param>
    /// <param name="sources">Where files are read from; null for this process's own.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="QuantumGraphException">The file can't be read, or is no such file.</exception>
    public static async Task<OldGraphHeader> ReadHeaderAsync(string location, ConfigSources? sources, CancellationToken cancellationToken)
    {
        sources ??= ConfigSources.Default;
        try
        {
            var file = ResourcePath.Parse(location, sources.WorkingDirectory, sources.Environment);
            var start = await ReadAsync(sources, file, 0, FixedSize, cancellationToken).ConfigureAwait(false);
            if (!start.AsSpan().StartsWith(Magic))
                throw new InvalidDataException("it does not begin as such a file does.");
            if (BinaryPrimitives.ReadUInt16BigEndian(start.AsSpan(Magic.Length)) is not KnownVersion and var version)
                throw new InvalidDataException($"it has version {version}, and {KnownVersion} is known here.");
            var size = BinaryPrimitives.ReadInt64BigEndian(start.AsSpan(Magic.Length + sizeof(ushort)));
            if (size is <= 0 or > GraphFileNames.LargestPart)
                throw new InvalidDataException("its header is damaged.");
            var packed = await ReadAsync(sources, file, FixedSize, (int)size, cancellationToken).ConfigureAwait(false);
            using var json = JsonDocument.Parse(Xz.Decompress(packed, GraphFileNames.LargestPart));
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ResourceException)
        {
            throw new QuantumGraphException($"The graph '{location}', of the old format, can't be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static OldGraphHeader Read(JsonElement json)
    {
        var metadata = json.TryGetProperty("Metadata", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        return new OldGraphHeader
        {
            BuildId = json.GetProperty("GraphBuildID").GetString() ?? "",
            Count = json.GetProperty("Nodes").GetArrayLength(),
            Tasks = [.. json.GetProperty("TaskDefs").EnumerateObject().Select(t => t.Name)],
            Inputs = Value(metadata, "input") is { } input
                ? input.ValueKind == JsonValueKind.Array ? [.. input.EnumerateArray().Select(i => i.ToString())] : [input.ToString()]
                : [],
            Output = Value(metadata, "output")?.ToString(),
            OutputRun = Value(metadata, "output_run")?.ToString(),
            User = Value(metadata, "user")?.ToString(),
            Time = Value(metadata, "time")?.ToString(),
            Command = Value(metadata, "full_command")?.ToString(),
        };
    }

    private static JsonElement? Value(JsonElement metadata, string name) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static async Task<byte[]> ReadAsync(ConfigSources sources, ResourcePath file, long offset, int size, CancellationToken cancellationToken)
    {
        var stream = await sources.Stores.For(file).OpenRangeAsync(file, offset, size, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // What a file says of its own size is believed as far as bytes come.
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return content.Length == size ? content.ToArray() : throw new InvalidDataException("it ends too early.");
        }
    }
}
