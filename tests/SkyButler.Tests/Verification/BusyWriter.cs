using System.Threading.Channels;
using SkyButler.Datasets;
using SkyButler.Registry.Collections;
using SkyButler.Resources.Stores;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Verification;

/// <summary>Another client, who stores runs and removes every other one until he is stopped.</summary>
internal sealed class BusyWriter : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<int> rounds = Channel.CreateUnbounded<int>();
    private readonly SmallRepository repository;
    private readonly DatasetType type;
    private readonly Task work;

    public BusyWriter(SmallRepository repository, DatasetType type, ResourceStores stores)
    {
        this.repository = repository;
        this.type = type;
        work = Task.Run(() => WriteAsync(stores), CancellationToken.None);
    }

    /// <summary>Waits until he has done something more than he had when this was asked.</summary>
    public async Task AdvanceAsync()
    {
        while (rounds.Reader.TryRead(out _))
        {
            // What he did before does not count.
        }

        await rounds.Reader.ReadAsync(SmallRepository.Token);
    }

    /// <summary>The datasets of a run, one for each exposure and detector, each of which says whose it is.</summary>
    public static async Task PutAsync(Butler butler, SmallRepository repository, DatasetType type, string run)
    {
        await butler.Registry.Collections.RegisterAsync([run], CollectionType.Run, null, SmallRepository.Token);
        var datasets = new List<(object, DatasetRef)>();
        for (var exposure = 1; exposure <= 3; exposure++)
            for (var detector = 0; detector < 4; detector++)
                datasets.Add((new OrderedDictionary<string, object?> { ["run"] = run }, repository.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = exposure, ["detector"] = detector }, run)));
        await butler.PutAsync(datasets, SmallRepository.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await work;
        stopping.Dispose();
    }

    private async Task WriteAsync(ResourceStores stores)
    {
        try
        {
            await using var butler = await Butler.OpenAsync(repository.Root, new() { Run = "u/busy", Stores = stores }, SmallRepository.Token);
            for (var i = 0; !stopping.IsCancellationRequested; i++)
            {
                await PutAsync(butler, repository, type, $"u/busy/{i}");
                if (i % 2 == 1)
                    await butler.RemoveRunsAsync([$"u/busy/{i - 1}"], cancellationToken: SmallRepository.Token);
                rounds.Writer.TryWrite(i);
            }

            rounds.Writer.Complete();
        }
        catch (Exception e)
        {
            rounds.Writer.Complete(e);
            throw;
        }
    }
}
