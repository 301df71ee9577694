using SkyButler.Dimensions.Times;

namespace SkyButler.Explanations;

/// <summary>A dataset that a look-up came across.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Run">The run that holds it.</param>
/// <param name="Validity">When it is valid, in a CALIBRATION collection; null in others.</param>
/// <param name="IsValid">Whether that covers the time of the look-up; true in other collections.</param>
public sealed record SeenDataset(Guid Id, string Run, Timespan? Validity, bool IsValid);
