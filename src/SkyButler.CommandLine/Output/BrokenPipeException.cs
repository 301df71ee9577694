namespace SkyButler.CommandLine.Output;

/// <summary>Whoever read standard output has gone; there is nobody to tell.</summary>
internal sealed class BrokenPipeException() : IOException("The reader of standard output has gone.");
