/// Workbooks as sheets of cells: reading `.xlsx` files, their CSV export, and writing findings into them.
///
/// Every file is untrusted: its size is limited, and what cannot be read is a finding.
@NullMarked
package io.tenure.workbook;

import org.jspecify.annotations.NullMarked;
