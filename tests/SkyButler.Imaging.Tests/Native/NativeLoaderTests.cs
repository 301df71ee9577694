using SkyButler.Imaging.Fits;
using SkyButler.Imaging.Images;
using SkyButler.Imaging.Native;
using SkyButler.Tests.Shared;

namespace SkyButler.Imaging.Tests.Native;

public sealed class NativeLoaderTests
{
    [Fact]
    public void A_missing_library_is_named_with_its_debian_package()
    {
        var library = new NativeLibraryName("libskybutler-absent.so.9", "libabsent9", "a test");

        var error = Should.Throw<NativeLibraryException>(() => NativeLoader.Load(library, ["/nowhere/native"]));

        error.Message.ShouldBe("The library libskybutler-absent.so.9 is needed for a test, but is neither in /nowhere/native nor installed: apt-get install libabsent9");
    }

    [Fact]
    public void A_folder_beside_the_program_comes_first()
    {
        using var folder = new TemporaryDirectory("native");
        string? system = new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib" }
            .Select(path => Path.Combine(path, "libcfitsio.so.10")).FirstOrDefault(File.Exists);
        if (system is null)
            Assert.Skip("libcfitsio10 isn't installed");
        File.Copy(system!, folder.File("libskybutler-copy.so.10"));

        NativeLoader.Load(new NativeLibraryName("libskybutler-copy.so.10", "none", "a test"), [folder.Path]).ShouldNotBe(0);

        NativeLoader.FoldersBeside("/opt/sky/lib/", "/opt/sky/bin/skybutler").ShouldBe(["/opt/sky/lib/native", "/opt/sky/bin/native"]);
    }

    [Fact]
    public async Task What_cfitsio_refuses_is_said_in_one_line_with_its_status()
    {
        var image = new Image<int>(4, 4);
        image.Fill(image.Box, -5);

        var error = await Should.ThrowAsync<CfitsioException>(
            () => TestImages.FileAsync(image, new FitsCompression { Algorithm = FitsCompressionAlgorithm.Plio1 }));

        error.Status.ShouldBe(413);
        error.Message.ShouldContain("by Plio1: CFITSIO status 413: ");
        error.Message.ShouldContain("PLIO");
        error.Message.ShouldNotContain("\n");
    }
}
