namespace SkyButler.Pipelines.Programs.Running;

/// <summary>What a program used, with those of its children that it waited for, as wait4(2) tells it.</summary>
/// <param name="WallTime">From its start to its end.</param>
/// <param name="UserTime">Processor time of its own code.</param>
/// <param name="SystemTime">Processor time of the kernel for it.</param>
/// <param name="MaxResidentSetSize">Most memory that one of its processes had, in bytes; null where it was less than this process has itself, whose figure the kernel then tells.</param>
internal sealed record ProgramUsage(TimeSpan WallTime, TimeSpan UserTime, TimeSpan SystemTime, long? MaxResidentSetSize);
