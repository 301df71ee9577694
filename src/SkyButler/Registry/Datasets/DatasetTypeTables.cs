using SkyButler.Datasets;

namespace SkyButler.Registry.Datasets;

/// <summary>A registered dataset type with its key and the tables that hold its datasets.</summary>
/// <param name="Type">The dataset type.</param>
/// <param name="Id">Value of <c>dataset_type_id</c> in other tables.</param>
/// <param name="Tags">Table of membership in RUN and TAGGED collections.</param>
/// <param name="Calibs">Table of validity ranges in CALIBRATION collections; null where the type is no calibration.</param>
internal sealed record DatasetTypeTables(DatasetType Type, long Id, string Tags, string? Calibs);
