using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;

namespace SkyButler.Tests.Faults;

public sealed class HostileNamesOnS3Tests : HostileNamesContract
{
    private S3Place? place;

    private protected override IEnumerable<TransferMode> Modes => [TransferMode.Copy, TransferMode.Move, TransferMode.Auto];

    private protected override async Task<SmallRepository> MakeAsync(string datastore = "")
    {
        place = await S3Place.GetAsync();
        return await place.MakeRepositoryAsync(datastore);
    }

    private protected override Task<IReadOnlyList<string>> FilesAsync(SmallRepository repository) => place!.FilesAsync();
}
