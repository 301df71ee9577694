namespace SkyButler.Pipelines.Programs.Running;

/// <summary>Takes what a program prints on one of its streams, piece by piece.</summary>
internal interface IConsoleSink
{
    void Take(ReadOnlySpan<byte> piece);
}
