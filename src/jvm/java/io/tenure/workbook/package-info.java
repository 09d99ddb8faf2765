/// Workbooks as people meet them: turning CSV twins into well-dressed `.xlsx` files, and back.
///
/// What a cell means is none of this room's business; every value goes through unchanged in both
/// directions. The same twins give the same bytes.
@NullMarked
package io.tenure.workbook;

import org.jspecify.annotations.NullMarked;
