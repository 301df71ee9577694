namespace SkyButler.Tests.Shared;

/// <summary>Compares text with an approved file; with <c>SKYBUTLER_APPROVE=1</c> in the environment the file is rewritten.</summary>
internal static class Approval
{
    private const int LinesShown = 20;

    public static void Check(string received, string approvedFile)
    {
        if (Environment.GetEnvironmentVariable("SKYBUTLER_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(approvedFile)!);
            File.WriteAllText(approvedFile, received);
            return;
        }

        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).Replace("\r\n", "\n", StringComparison.Ordinal) : "";
        if (received == approved)
            return;
        string[] was = approved.Split('\n'), now = received.Split('\n');
        var difference = was.Except(now).Select(line => "- " + line).Concat(now.Except(was).Select(line => "+ " + line)).Take(LinesShown);
        Assert.Fail($"{approvedFile} is out of date; if the difference is meant, run the test with SKYBUTLER_APPROVE=1:\n{string.Join('\n', difference)}");
    }
}
