using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Datastores;
using SkyButler.Transfers.Exports;

namespace SkyButler.Tests.Transfers;

/// <summary>Files that are registered but missing, told of without flooding whoever reads it.</summary>
public sealed class MissingFilesTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task An_export_names_the_first_files_that_are_missing_and_counts_the_rest()
    {
        await using var repository = await SmallRepository.MakeAsync();
        await repository.Butler.Registry.Collections.RegisterAsync(["u/packed"], SkyButler.Registry.Collections.CollectionType.Run, null, Token);
        var datasets = new List<DatasetRef>();
        for (var i = 0; i < 5; i++)
        {
            var type = await repository.RegisterAsync($"info{i}", "StructuredDataDict", "instrument", "detector");
            datasets.AddRange(Enumerable.Range(0, 3).Select(d => repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = (long)d }, "u/packed")));
        }

        await repository.Butler.PutAsync([.. datasets.Select(d => ((object)new Dictionary<string, object?>(), d))], Token);
        foreach (var uris in await repository.Butler.GetUrisAsync([.. datasets.Skip(2)], Token))
            File.Delete(uris.Value.Single().Uri.LocalPath);
        var log = new ListLog();
        await repository.ReopenAsync(new() { Log = log });
        await repository.Butler.ExportAsync(datasets.ToAsyncEnumerable(), repository.Outside("out"), new ExportOptions { Transfer = TransferMode.Copy }, Token);
        log.Messages.Count.ShouldBe(11);
        log.Messages.SkipLast(1).ShouldAllBe(m => m.StartsWith("The file ", StringComparison.Ordinal) && m.Contains("registered but missing", StringComparison.Ordinal));
        log.Messages[^1].ShouldStartWith("3 more files are registered but missing");
    }
}
