using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.History;

/// <summary>Files in a bucket.</summary>
public sealed class S3UndoTests : UndoContract
{
    internal static async Task<UndoneRepository> MakeOnS3Async(string seed = "")
    {
        var place = await S3Place.GetAsync();
        return await UndoneRepository.MakeAsync($"datastore: {{root: '{place.Root}', checksum: true}}\n{seed}", place.Stores, place.Environment);
    }

    private protected override Task<UndoneRepository> MakeAsync() => MakeOnS3Async();
}
