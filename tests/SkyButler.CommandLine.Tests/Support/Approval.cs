namespace SkyButler.CommandLine.Tests.Support;

/// <summary>Compares text with an approved file; with <c>SKYBUTLER_APPROVE=1</c> in the environment the file is rewritten.</summary>
internal static class Approval
{
    public static void Check(string received, string approvedFile)
    {
        if (Environment.GetEnvironmentVariable("SKYBUTLER_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approvedFile)!);
            File.WriteAllText(approvedFile, received);
            return;
        }

        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).Replace("\r\n", "\n", StringComparison.Ordinal) : "";
        received.ShouldBe(approved, $"{approvedFile} is out of date; look at the difference, and if it is meant run the test with SKYBUTLER_APPROVE=1.");
    }
}
