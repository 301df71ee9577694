namespace SkyButler.Pipelines.Pipelines;

/// <summary>What becomes of a subset that loses a task.</summary>
public enum LabeledSubsetModifyMode
{
    /// <summary>It goes.</summary>
    Drop,

    /// <summary>It is shortened, and stays even when nothing is left in it.</summary>
    Edit,
}
