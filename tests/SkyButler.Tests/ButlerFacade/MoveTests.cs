using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry.Errors;
using SkyButler.Resources;
using SkyButler.Resources.Stores;
using SkyButler.Resources.Transfers;

namespace SkyButler.Tests.ButlerFacade;

/// <summary>Files that come in by moving, whatever the schemes of source and root.</summary>
public sealed class MoveTests
{
    private static readonly ResourceStores Stores = PackagedDefaults.Stores.With("mem", new MemoryResourceStore()).With("other", new MemoryResourceStore());

    private static CancellationToken Token => SmallRepository.Token;

    [Theory]
    [InlineData("", "mem:")]
    [InlineData("datastore: {root: 'mem:@/'}", "other:")]
    [InlineData("datastore: {root: 'mem:@/'}", "")]
    public async Task A_file_of_another_scheme_is_moved_once_it_is_registered(string seed, string scheme)
    {
        await using var repository = await SmallRepository.MakeAsync(seed.Replace("@", $"//{Guid.NewGuid():N}", StringComparison.Ordinal), Stores);
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var dataset = repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = 0 });
        var source = scheme.Length == 0 ? ResourcePath.FromLocalPath(repository.Outside("a.yaml")) : ResourcePath.ParseStored($"{scheme}//in{Guid.NewGuid():N}/a.yaml");
        await Stores.WriteAllBytesAsync(source, "value: 1\n"u8.ToArray(), Token);
        await IngestAsync(dataset);
        (await Stores.ExistsAsync(source, Token)).ShouldBeFalse();
        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(dataset, cancellationToken: Token))["value"].ShouldBe(1L);

        // What is not taken in stays where it is.
        await Stores.WriteAllBytesAsync(source, "value: 2\n"u8.ToArray(), Token);
        await Should.ThrowAsync<ConflictException>(() => IngestAsync(dataset));
        (await Stores.ReadAllTextAsync(source, Token)).ShouldBe("value: 2\n");

        Task IngestAsync(DatasetRef given) => repository.Butler.IngestAsync([new(source.ToString(), [given])], new() { Transfer = TransferMode.Move }, Token);
    }

    [Theory]
    [InlineData(TransferMode.Symlink)]
    [InlineData(TransferMode.RelSymlink)]
    [InlineData(TransferMode.Hardlink)]
    [InlineData(TransferMode.Direct)]
    [InlineData(TransferMode.Copy)]
    public async Task A_move_that_goes_on_leaves_the_only_copy_of_what_was_taken_in_by_a_link(TransferMode before)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "detector");
        var dataset = repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = 0 });
        var folder = Directory.CreateDirectory(repository.Outside("in"));
        Directory.CreateSymbolicLink(repository.Outside("linked"), folder.FullName);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.yaml"), "value: 1\n", Token);
        await repository.Butler.IngestAsync([new(repository.Outside("linked/a.yaml"), [dataset])], new() { Transfer = before }, Token);

        var again = repository.Ref(type, new DataId { ["instrument"] = "Cam", ["detector"] = 0 });
        await repository.Butler.IngestAsync([new(repository.Outside("in/a.yaml"), [again])], new() { Transfer = TransferMode.Move, SkipExistingDataIds = true }, Token);

        ((OrderedDictionary<string, object?>)await repository.Butler.GetAsync(dataset, cancellationToken: Token))["value"].ShouldBe(1L);
        File.Exists(repository.Outside("in/a.yaml")).ShouldBe(before is not (TransferMode.Hardlink or TransferMode.Copy));
    }
}
