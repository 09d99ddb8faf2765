package io.tenure.input;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a column of a file of transactions holds.
///
/// The words are headings by which such a column is recognised, without signs and spaces and in small letters.
enum TransactionRole {
    CUSTOMER(
            Message.of("input.columns.role.customer"),
            "customer customerid customerno customernr customernumber customercode custid custno cust client clientid"
                    + " clientno user userid member memberid buyer buyerid kunde kundennr kundennummer kundenid kundeid"
                    + " 客户 客户编号 客户号 客户id 客户代码 会员 会员号 会员编号 会员id 用户 用户id 用户编号"),
    DATE(
            Message.of("input.columns.role.date"),
            "date day datetime timestamp invoicedate orderdate purchasedate transactiondate saledate salesdate bookingdate"
                    + " orderedat purchasedat datum bestelldatum kaufdatum rechnungsdatum buchungsdatum"
                    + " 日期 时间 购买日期 购买时间 下单日期 下单时间 订单日期 交易日期 交易时间 消费日期"),
    AMOUNT(
            Message.of("input.columns.role.amount"),
            "amount total totalamount orderamount orderamountnet netamount sales netsales revenue value ordervalue sum"
                    + " linetotal ordertotal dollarvalue salesvalue amountpaid betrag gesamtbetrag summe umsatz"
                    + " 金额 总额 总金额 销售额 成交金额 消费金额 订单金额 实付金额"),
    MARGIN(
            Message.of("input.columns.role.margin"),
            "margin profit contribution grossprofit marge gewinn deckungsbeitrag 毛利 利润"),
    QUANTITY(Message.of("input.columns.role.quantity"), "quantity qty units pieces count menge anzahl stückzahl 数量 件数"),
    PRICE(
            Message.of("input.columns.role.price"),
            "price unitprice itemprice priceperunit preis einzelpreis stückpreis 单价 价格");

    /// The names of all roles, as the caller writes them.
    static final List<String> NAMES =
            Arrays.stream(values()).map(TransactionRole::key).toList();

    private final Text label;
    private final Set<String> headings;

    TransactionRole(Text label, String headings) {
        this.label = label;
        this.headings = Set.of(headings.split(" "));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role for people.
    Text label() {
        return label;
    }

    static Optional<TransactionRole> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }

    boolean isHeading(String cell) {
        return headings.contains(cell.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", ""));
    }
}
