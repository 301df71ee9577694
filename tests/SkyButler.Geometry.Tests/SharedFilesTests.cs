using SkyButler.Tests.Shared;

namespace SkyButler.Geometry.Tests;

public sealed class SharedFilesTests
{
    [Fact]
    public void A_copied_repository_can_be_written_and_goes_away()
    {
        string path;
        using (var copy = SharedFiles.CopyGolden("spatial"))
        {
            path = copy.Path;
            File.AppendAllText(copy.File("butler.yaml"), "# changed\n");
            File.ReadAllText(copy.File("butler.yaml")).ShouldEndWith("# changed\n");
        }
        Directory.Exists(path).ShouldBeFalse();
    }
}
