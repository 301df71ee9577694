using System.Text;

namespace SkyButler.CommandLine.Output;

/// <summary>
/// Opens standard output and error without the console classes, which take time to load and swallow the news that a reader has gone.
/// </summary>
internal static class StandardStream
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;
    private const int BufferSize = 16384;
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Standard output, buffered.</summary>
    public static TextWriter OpenOutput() =>
        new StreamWriter(OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new PipeStream(OutputDescriptor), Encoding, BufferSize) { NewLine = "\n" };

    /// <summary>Standard error, written at once.</summary>
    public static TextWriter OpenError() =>
        new StreamWriter(OperatingSystem.IsWindows() ? Console.OpenStandardError() : new PipeStream(ErrorDescriptor), Encoding) { NewLine = "\n", AutoFlush = true };
}
