using System.Text;
using System.Text.Json;
using SkyButler.Datastores.Bin.Pending;
using SkyButler.Datastores.Bin.Places;

namespace SkyButler.Datastores.Bin.Lists;

/// <summary>The lists of datasets that were removed, one for each part of a removal, with a line for each dataset.</summary>
internal static class RemovedLists
{
    private const byte LineEnd = (byte)'\n';

    /// <summary>Writes a list.</summary>
    /// <exception cref="BinException">The bin can't be written.</exception>
    public static Task WriteAsync(DatastoreBin bin, PendingPart part, IReadOnlyCollection<RemovedDataset> removed, CancellationToken cancellationToken) => bin.WriteAsync(
        bin.ListOf(part),
        stream =>
        {
            // One writer for all lines: beside making one for each, the lines themselves cost little.
            using var writer = new Utf8JsonWriter(stream);
            foreach (var dataset in removed)
            {
                JsonSerializer.Serialize(writer, dataset, BinJson.Default.RemovedDataset);
                writer.Flush();
                stream.WriteByte(LineEnd);
                writer.Reset();
            }
        },
        cancellationToken);

    /// <summary>The lines of a list.</summary>
    /// <exception cref="BinException">It is gone, or can't be read.</exception>
    public static async Task<string[]> ReadAsync(DatastoreBin bin, PendingPart part, CancellationToken cancellationToken)
    {
        var content = await bin.ReadAsync(bin.ListOf(part), cancellationToken).ConfigureAwait(false) ?? throw new BinException($"The bin's list {bin.ListOf(part).DisplayName} is gone.");
        return Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What a line says.</summary>
    /// <exception cref="BinException">It says nothing.</exception>
    public static RemovedDataset Parse(string line, DatastoreBin bin, PendingPart part)
    {
        try
        {
            return JsonSerializer.Deserialize(line, BinJson.Default.RemovedDataset) ?? throw new BinException($"The bin's list {bin.ListOf(part).DisplayName} is damaged: a line says nothing.");
        }
        catch (JsonException e)
        {
            throw new BinException($"The bin's list {bin.ListOf(part).DisplayName} is damaged: {e.Message}", e);
        }
    }

    /// <summary>The datasets that a list names; none where it is gone or damaged.</summary>
    public static async Task<IReadOnlyList<Guid>> IdentifiersAsync(DatastoreBin bin, PendingPart part, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await ReadAsync(bin, part, cancellationToken).ConfigureAwait(false)).Select(line => Parse(line, bin, part).Id)];
        }
        catch (BinException)
        {
            return [];
        }
    }
}
