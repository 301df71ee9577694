namespace SkyButler.Pipelines.Execution.Attempts;

/// <summary>The time of <see cref="TimedWork"/> is over; a kind of its own, since the work itself may report timeouts of other things.</summary>
internal sealed class TimedWorkException() : Exception("Time is over.");
