namespace SkyButler.Tests.Queries.Oracle.Answers;

/// <summary>Why there is no answer.</summary>
internal enum AnswerError
{
    /// <summary>There is one.</summary>
    None,

    /// <summary>The question is wrong or ambiguous.</summary>
    Query,

    /// <summary>Nothing says which sky pixels are meant.</summary>
    Pixels,

    /// <summary>Several calibrations are valid at once.</summary>
    Calibration,

    /// <summary>Something broke, which is never right.</summary>
    Broken,
}
