using SkyButler.EndToEnd.Support;
using SkyButler.Tests.Shared;

namespace SkyButler.EndToEnd;

/// <summary>The listing commands on a repository that Rubin's own software made; what they must show was counted in its database.</summary>
public sealed class RubinImsimTests : IDisposable
{
    private readonly TemporaryDirectory repository = SharedFiles.CopyGolden("rubin-imsim");

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Detectors_dataset_types_and_datasets_are_counted()
    {
        (await ListAsync("query-dimension-records", "detector")).Lines.Count.ShouldBe(189);
        (await ListAsync("query-dataset-types")).Column("name").ShouldBe(["bfk", "bias", "camera", "dark", "flat", "raw"]);
        (await ListAsync("query-datasets", "*", "--collections", "*")).Lines.Count.ShouldBe(194);
        (await ListAsync("query-data-ids", "exposure", "detector", "--datasets", "raw", "--collections", "LSSTCam-imSim/raw/all"))
            .Column("exposure").ShouldBe(["204595"]);
    }

    [Fact]
    public async Task The_chain_is_shown_with_its_members()
    {
        var run = (await Executable.ButlerAsync(repository.Path, "query-collections", ".", "LSSTCam-imSim/defaults")).Succeeded();
        run.Output.ShouldBe(
            """
                      Name              Type   
            ----------------------- -----------
            LSSTCam-imSim/defaults  CHAINED    
              LSSTCam-imSim/raw/all RUN        
              LSSTCam-imSim/calib   CALIBRATION
              skymaps               RUN        

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task All_modes_list_the_eight_collections()
    {
        (await ListAsync("query-collections", "--chains", "no-children")).Lines.Count.ShouldBe(8);
        (await ListAsync("query-collections", "--chains=FLATTEN")).Column("Name").ShouldBe(
            (await ListAsync("query-collections", "--flatten-chains")).Column("Name"));
        (await ListAsync("query-collections", "--flatten-chains")).Lines.Count.ShouldBe(7);
        (await ListAsync("query-collections", "--chains=INVERSE-TABLE", "skymaps")).Output.ShouldContain("\"Parents\":[\"LSSTCam-imSim/defaults\"]");
        (await ListAsync("query-collections", "--collection-type", "calibration")).Column("Name").ShouldBe(["LSSTCam-imSim/calib"]);
    }

    [Theory]
    [InlineData("bias", "45a1eeda-a31e-4788-888b-4a1267973ce9")]
    [InlineData("dark", "67d23e4b-1c33-462c-903b-1c98177e5332")]
    [InlineData("flat", "529951fe-b9f2-4eaa-82f1-635b96f050fc")]
    [InlineData("camera", "dc12a7fa-c407-4392-b5d3-9a5ba78cbcb5")]
    public async Task Calibrations_have_their_identifiers(string type, string id) =>
        (await ListAsync("query-datasets", type, "--collections", "LSSTCam-imSim/calib")).Column("id").ShouldBe([id]);

    [Fact]
    public async Task A_dataset_without_file_is_listed_with_its_place_and_refused_by_name()
    {
        var listing = await ListAsync("query-datasets", "bfk", "--collections", "LSSTCam-imSim/calib/*", "--show-uri");
        listing.Lines.Count.ShouldBe(189);
        var copied = await Executable.ButlerAsync(
            repository.Path, "retrieve-artifacts", ".", "out/", "-d", "bfk", "--collections", "LSSTCam-imSim/calib/curated/19700101T000000Z", "-t", "copy");
        copied.FailedInOneLine("bfk");
    }

    [Fact]
    public async Task Reading_leaves_the_repository_as_it_was()
    {
        var before = FolderState.Of(repository.Path);
        await ListAsync("query-datasets", "*", "--collections", "*", "--show-uri");
        await ListAsync("query-collections", "-t");
        await ListAsync("query-dimension-records", "exposure");
        FolderState.Of(repository.Path).ShouldBe(before);
    }

    private async Task<ProcessRun> ListAsync(string command, params string[] words) =>
        (await Executable.ButlerAsync(repository.Path, [command, ".", .. words, "--format", "jsonl"])).Succeeded();
}
