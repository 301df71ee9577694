using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Datastores.Contract;

/// <summary>Files in a bucket.</summary>
public sealed class S3DatastoreTests : DatastoreContract
{
    private S3Place? place;

    protected override string Seed => "";

    private protected override async Task<SmallRepository> MakeEmptyAsync()
    {
        place = await S3Place.GetAsync();
        return await place.MakeRepositoryAsync();
    }

    private protected override async Task<IReadOnlyList<string>> FilesAsync(SmallRepository repository) =>
        [.. (await place!.FilesAsync()).Where(name => !name.StartsWith(".skybutler/bin/", StringComparison.Ordinal))];
}
