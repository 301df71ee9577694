using System.Collections.Concurrent;
using System.Diagnostics;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Errors;

namespace SkyButler.Tests.Registry.Writers;

/// <summary>
/// Many writers that get in one another's way: in each round each inserts three datasets of a dozen into a run that all of them register, and puts a
/// run of its own into the one chain.
/// </summary>
internal sealed class WriterLoad(WriterJob job, CancellationToken cancellationToken)
{
    public const string Chain = "chain";
    private const int Batch = 3;
    private static readonly string[] Places = [.. from e in Enumerable.Range(1, 3) from d in Enumerable.Range(1, 4) select $"{e}:{d}"];

    private readonly ConcurrentQueue<WriterEvent> events = new();

    /// <summary>Runs them all; gives what they did.</summary>
    public async Task<IReadOnlyList<WriterEvent>> RunAsync()
    {
        var clients = new List<SqlRegistry>();
        try
        {
            for (var i = 0; i < job.Clients; i++)
                clients.Add(await SqlRegistry.OpenAsync(job.Settings, RegistryAccess.ReadWrite, cancellationToken));
            await Task.WhenAll(Enumerable.Range(0, job.Writers).Select(i => Task.Run(() => WriteAsync(clients[i % clients.Count], job.First + i), cancellationToken)));
        }
        finally
        {
            foreach (var client in clients)
                await client.DisposeAsync();
        }

        return [.. events];
    }

    /// <summary>The data ID of a place.</summary>
    public static DataCoordinate DataId(DatasetType type, string place)
    {
        var parts = place.Split(':').Select(p => long.Parse(p, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return DataCoordinate.Standardize(type.Dimensions, new DataId { ["instrument"] = "Cam1", ["exposure"] = parts[0], ["detector"] = parts[1] });
    }

    private async Task WriteAsync(SqlRegistry client, int writer)
    {
        var random = new Random(writer);
        var type = await client.DatasetTypes.GetAsync("raw", cancellationToken);
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; job.Seconds > 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds < job.Seconds : round < job.Rounds; round++)
        {
            var (shared, own) = ($"shared{round}", $"w{writer}-{round}");
            await client.Collections.RegisterAsync([shared, own], CollectionType.Run, null, cancellationToken);
            var places = random.GetItems(Places, Batch).Distinct().ToArray();
            await NoteAsync("insert", shared, async () =>
            {
                var refs = await client.Datasets.InsertAsync(type, shared, [.. places.Select(p => DataId(type, p))], DatasetIdMode.Unique, cancellationToken);
                return places.Zip(refs).ToDictionary(p => p.First, p => p.Second.Id);
            });
            var edit = random.Next(2) == 0 ? ChainEdit.Prepend : ChainEdit.Extend;
            await EditAsync(edit, own);
            if (round % 3 == 2)
                await EditAsync(ChainEdit.Remove, $"w{writer}-{round - 1}");

            async Task EditAsync(ChainEdit how, string member) => await NoteAsync(how.ToString().ToLowerInvariant(), member, async () =>
            {
                await client.Collections.EditChainAsync(Chain, how, [member], cancellationToken);
                return [];
            });

            async Task NoteAsync(string kind, string collection, Func<Task<Dictionary<string, Guid>>> work)
            {
                var begin = Stopwatch.GetTimestamp();
                var (outcome, datasets) = (WriterEvent.Kept, new Dictionary<string, Guid>());
                try
                {
                    datasets = await work();
                }
                catch (ConflictException e) when (e.Message.Contains("'raw'", StringComparison.Ordinal) && e.Message.Contains(collection, StringComparison.Ordinal))
                {
                    (outcome, datasets) = (WriterEvent.Conflict, places.ToDictionary(p => p, _ => Guid.Empty));
                }
                catch (ButlerException e)
                {
                    outcome = e.Message;
                }

                events.Enqueue(new(kind, writer, begin, Stopwatch.GetTimestamp(), outcome, collection, datasets));
            }
        }
    }
}
