namespace SkyButler.Resources.Durability;

/// <summary>
/// Named places at which a test can make this process die or fail, from outside, by the environment variable <c>SKYBUTLER_FAULT</c>:
/// <c>name:n</c> kills the process (SIGKILL) at the n-th hit of a place, <c>name:n:throw</c> throws there instead, <c>name:n:int</c> and
/// <c>name:n:term</c> send it SIGINT or SIGTERM and go on when the process knows; <c>*</c> is any place, and several plans are joined by
/// commas. When the variable is not set a hit costs a comparison with null.
/// </summary>
public static class FaultPoints
{
    private static readonly FaultPlan? Plan = FaultPlan.Parse(EnvironmentVariables.Process["SKYBUTLER_FAULT"]);

    /// <summary>How many places were reached so far, where anything is planned.</summary>
    public static int Count => Plan?.Count ?? 0;

    /// <summary>What rooms that know nothing of this one tell where they are; null where nothing is planned.</summary>
    public static Action<string>? Watcher => Plan is null ? null : Plan.Hit;

    /// <summary>Says that the named place was reached.</summary>
    /// <param name="name">The place, as <c>area.moment</c>: <c>put.after-rename</c>.</param>
    public static void Hit(string name) => Plan?.Hit(name);

    /// <summary>Says that a signal by which the process is to stop was received and passed on.</summary>
    public static void NoteStop() => Plan?.NoteStop();
}
