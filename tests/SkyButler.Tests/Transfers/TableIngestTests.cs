using SkyButler.Resources;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Transfers.Tables;

namespace SkyButler.Tests.Transfers;

/// <summary>Tables whose files must lie below a prefix.</summary>
public sealed class TableIngestTests
{
    [Theory]
    [InlineData("d/file.yaml", true)]
    [InlineData("d/near.yaml", true)]
    [InlineData("d/link.yaml", false)]
    [InlineData("d/round.yaml", false)]
    [InlineData("out/secret.yaml", false)]
    public async Task A_link_out_of_the_prefix_is_refused(string file, bool isInside)
    {
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "instrument");
        Directory.CreateDirectory(repository.Outside("night/d"));
        Directory.CreateDirectory(repository.Outside("private"));
        await repository.WriteOutsideAsync("private/secret.yaml", "{}");
        await repository.WriteOutsideAsync("night/d/file.yaml", "{}");
        File.CreateSymbolicLink(repository.Outside("night/d/near.yaml"), "file.yaml");
        File.CreateSymbolicLink(repository.Outside("night/d/link.yaml"), repository.Outside("private/secret.yaml"));
        File.CreateSymbolicLink(repository.Outside("night/d/round.yaml"), "../out/secret.yaml");
        Directory.CreateSymbolicLink(repository.Outside("night/out"), repository.Outside("private"));
        // The prefix itself may be one.
        Directory.CreateSymbolicLink(repository.Outside("tonight"), repository.Outside("night"));
        foreach (var prefix in (string[])["night", "tonight"])
        {
            var ingest = new TableIngest
            {
                DatasetType = type,
                Run = "u/run",
                Prefix = ResourcePath.FromLocalDirectory(repository.Outside(prefix)),
                StaysInPrefix = true,
            };
            var table = new IngestTable("t.csv", ["file", "instrument"], [new(2, [file, "Cam"])]);
            if (isInside)
                ingest.Read(table).ShouldHaveSingleItem();
            else
                Should.Throw<IngestTableException>(() => ingest.Read(table)).Message.ShouldContain($"t.csv:2: The file '{file}' is behind a symbolic link out of the prefix");
            (ingest with { StaysInPrefix = false }).Read(table).ShouldHaveSingleItem();
        }
    }
}
